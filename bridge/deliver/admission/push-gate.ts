import type { Clock } from '../../../src/domain/clock.ts';
import type { ChannelId } from '../../../src/domain/ids.ts';

/** Pushes of one OA that go ahead after a pause: this many may be refused before pushing stops. */
const FIRST = 2;
const MOST = 256;
const PAUSE_MS = 5000;
/** A released lane that has not come by then has no push any more. */
const LOST_MS = 5000;

/**
 * Only an answer shows that a month's quota is used up, so after a pause two pushes of an OA go
 * ahead, and each accepted one lets more go at once (DESIGN §11 Quota). Notices, which come in
 * hundreds when rooms close, never go more than two at once. Kept in memory.
 */
export interface PushGate {
  /** Takes one push of a lane; false: the lane waits for an answer to another. */
  take(channelId: ChannelId, lane: string, isNotice?: boolean): boolean;
  /** A lane's push has ended, or never left. */
  release(lane: string, end: 'sent' | 'quota' | 'other'): void;
  /** A released lane had no push after all. */
  skipped(lane: string): void;
  /** Lanes that wait here. */
  waiting(): readonly string[];
}

interface Gate {
  most: number;
  lastAt: number;
  readonly underWay: Set<string>;
  readonly waiting: Set<string>;
  readonly notices: Set<string>;
  /** Released notices that have not been looked at since, and when they were released. */
  readonly freed: Map<string, number>;
}

export function createPushGate(clock: Clock): PushGate {
  const gates = new Map<ChannelId, Gate>();

  const gateOf = (channelId: ChannelId): Gate => {
    const known = gates.get(channelId);
    if (known !== undefined) return known;
    const fresh = {
      most: FIRST,
      lastAt: 0,
      underWay: new Set<string>(),
      waiting: new Set<string>(),
      notices: new Set<string>(),
      freed: new Map<string, number>(),
    };
    gates.set(channelId, fresh);
    return fresh;
  };

  return {
    waiting: () =>
      [...gates.values()].flatMap((gate) => [
        ...gate.waiting,
        // With no push under way and no lane on its way to one, no notice has to wait.
        ...(gate.underWay.size > 0 || countFreed(gate, clock.now()) > 0 ? gate.notices : []),
      ]),
    take: (channelId, lane, isNotice = false) => {
      const gate = gateOf(channelId);
      gate.freed.delete(lane);
      if (gate.underWay.size === 0 && clock.now() - gate.lastAt > PAUSE_MS) gate.most = FIRST;
      const most = isNotice ? FIRST : gate.most;
      if (gate.underWay.size >= most) {
        (isNotice ? gate.notices : gate.waiting).add(lane);
        return false;
      }
      gate.underWay.add(lane);
      return true;
    },
    release: (lane, end) => {
      for (const gate of gates.values()) {
        if (!gate.underWay.delete(lane)) continue;
        gate.lastAt = clock.now();
        if (end === 'sent') gate.most = Math.min(gate.most * 2, MOST);
        if (end === 'quota') gate.most = FIRST;
        // With no push under way no other answer would release the rest.
        const free = gate.underWay.size === 0 ? gate.waiting.size : gate.most - gate.underWay.size;
        for (const next of [...gate.waiting].slice(0, free)) gate.waiting.delete(next);
        // The quota is used up: notices end without a push.
        if (end === 'quota') gate.notices.clear();
        else freeNotices(gate, clock.now());
      }
    },
    skipped: (lane) => {
      for (const gate of gates.values()) {
        if (gate.freed.delete(lane)) freeNotices(gate, clock.now());
      }
    },
  };
}

/** Releases only as many as may go: hundreds that failed would be looked at again and again. */
function freeNotices(gate: Gate, now: number): void {
  const free = FIRST - gate.underWay.size - countFreed(gate, now);
  for (const next of [...gate.notices].slice(0, Math.max(0, free))) {
    gate.notices.delete(next);
    gate.freed.set(next, now);
  }
}

const countFreed = ({ freed }: Gate, now: number) =>
  [...freed.values()].filter((at) => Math.abs(now - at) < LOST_MS).length;
