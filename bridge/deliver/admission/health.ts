import * as z from 'zod';
import type { Clock } from '../../../src/domain/clock.ts';
import { isMediaLane, isUploadLane } from '../../../src/domain/delivery/lane.ts';
import { HOSTS, type Host } from '../../../src/domain/destination.ts';
import { DAY_MS } from '../../../src/domain/durations.ts';
import type { Platform } from '../../../src/store/schema.ts';
import type { KnowsTime } from '../../clock-watch.ts';
import type { Kept } from './kept.ts';

/** This many lanes in trouble at once make it the platform's fault. */
const LANES_FOR_OUTAGE = 3;
const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000];
/** After this the fault counts as the messages' again: they run through their schedule and end. */
const PATIENCE_MS = DAY_MS;
/** How much later a lane probes again after a failed probe: its own message may be what fails. */
const GIVES_WAY_MS = 500;

const trouble = z.object({
  host: z.enum(HOSTS),
  /** As many as show that it is the host's fault. */
  lanes: z.array(z.string()),
  /** Epoch ms. */
  since: z.number(),
  failures: z.number(),
  /** Epoch ms. */
  probeAt: z.number(),
});

export const hostTroubles = z.array(trouble);

/** What of a host's trouble is known again after a sleep: changes with a fault, not with a call. */
export type HostTrouble = z.infer<typeof trouble>;

/** The host a lane of a platform calls. */
export function hostOf(platform: Platform, lane: string): Host {
  if (isUploadLane(lane)) return 'line-works-uploads';
  return isMediaLane(lane) ? `${platform}-files` : platform;
}

interface Standing {
  readonly lanes: Set<string>;
  /** Lanes whose probe has failed. */
  readonly probed: Set<string>;
  since: number;
  failures: number;
  probeAt: number;
  probing: string | null;
}

/**
 * Whether a host answers at all. When several lanes fail at once, the host is paused behind one
 * probe, and waiting costs messages no attempts (DESIGN §6.10).
 */
export interface PlatformHealth {
  /** Whether a lane may call now: freely, as the one probe, or not before an instant (epoch ms). */
  mayCall(host: Host, lane: string): 'free' | 'probe' | number;
  isPaused(host: Host): boolean;
  /** When the host is tried next, epoch ms; null: it is not paused. */
  pausedUntil(host: Host): number | null;
  /** The lane had nothing to send after all. */
  giveBack(host: Host, lane: string): void;
  /** A call ended with a fault that says nothing about its message. */
  fault(host: Host, lane: string): void;
  /** The host answered. */
  answered(host: Host): void;
}

const fresh = (): Standing => ({
  lanes: new Set(),
  probed: new Set(),
  since: 0,
  failures: 0,
  probeAt: 0,
  probing: null,
});

/**
 * @param kept what outlives the host's sleep; absent: a restart simply tries
 */
export function createPlatformHealth(
  clock: Clock,
  kept?: Kept<HostTrouble>,
): PlatformHealth & KnowsTime {
  const standings = standingsAfter(kept?.before ?? [], clock.now());
  const note = () => kept?.note(HOSTS.flatMap((host) => troubleOf(host, standings[host]) ?? []));

  const isPaused = (host: Host) => {
    const { lanes, since } = standings[host];
    return lanes.size >= LANES_FOR_OUTAGE && clock.now() - since < PATIENCE_MS;
  };

  return {
    isPaused,
    pausedUntil: (host) => (isPaused(host) ? Math.max(standings[host].probeAt, clock.now()) : null),
    mayCall: (host, lane) => {
      if (!isPaused(host)) return 'free';
      const standing = standings[host];
      if (standing.probing !== null) return Math.max(standing.probeAt, clock.now() + 1000);
      const at = standing.probeAt + (standing.probed.has(lane) ? GIVES_WAY_MS : 0);
      if (clock.now() < at) return at;
      standing.probing = lane;
      return 'probe';
    },
    giveBack: (host, lane) => {
      if (standings[host].probing === lane) standings[host].probing = null;
    },
    fault: (host, lane) => {
      const standing = standings[host];
      if (standing.lanes.size === 0) standing.since = clock.now();
      const knownDown = standing.lanes.size >= LANES_FOR_OUTAGE;
      standing.lanes.add(lane);
      const wasProbe = standing.probing === lane;
      if (wasProbe) {
        standing.probing = null;
        standing.probed.add(lane);
      }
      // Calls that left before the pause say nothing new: only a probe extends it.
      if (standing.lanes.size >= LANES_FOR_OUTAGE && !(knownDown && !wasProbe)) {
        const pause = PAUSES_MS[Math.min(standing.failures, PAUSES_MS.length - 1)] ?? 1000;
        standing.failures += 1;
        standing.probeAt = clock.now() + pause;
      }
      note();
    },
    answered: (host) => {
      standings[host] = fresh();
      note();
    },
    movedBack: (byMs) => {
      for (const standing of Object.values(standings)) {
        standing.since -= byMs;
        standing.probeAt -= byMs;
      }
    },
  };
}

function standingsAfter(before: readonly HostTrouble[], now: number): Record<Host, Standing> {
  const standings: Record<Host, Standing> = {
    line: fresh(),
    'line-works': fresh(),
    'line-files': fresh(),
    'line-works-files': fresh(),
    'line-works-uploads': fresh(),
  };
  for (const { host, lanes, ...trouble } of before) {
    standings[host] = { ...fresh(), ...withinReach(trouble, now), lanes: new Set(lanes) };
  }
  return standings;
}

function troubleOf(host: Host, { lanes, since, failures, probeAt }: Standing): HostTrouble | null {
  if (lanes.size === 0) return null;
  return { host, lanes: [...lanes].slice(0, LANES_FOR_OUTAGE), since, failures, probeAt };
}

/** A clock that was set back while we slept must not make us wait for long. */
const withinReach = (
  { since, failures, probeAt }: Pick<HostTrouble, 'since' | 'failures' | 'probeAt'>,
  now: number,
) => ({
  since: Math.min(since, now),
  failures,
  probeAt: Math.min(probeAt, now + (PAUSES_MS.at(-1) ?? 0)),
});
