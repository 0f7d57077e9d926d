import { setTimeout as pause } from 'node:timers/promises';
import { HOUR_MS } from '../../src/domain/durations.ts';
import type { Doors } from '../../src/hosts/node/bridge.ts';
import type { ManualClock } from '../helpers/clock.ts';
import { PATIENCE_MS } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';

/** How many times as fast as the machine's the clock of a chaos world runs. */
export const SPEED = 25;
/** One step of the clock, ms of its own time: a reply token lives for many of them. */
const STEP_MS = 250;
/** A busy machine answers no call sooner. Real ms. */
const SHORTEST_MS = 300;
/** What a step of the clock takes where nothing else runs, with the work that it causes; real ms. */
const USUAL_STEP_MS = 40;
/** How many times as long the last steps took: calls take longer then, too. */
let slowness = 1;

async function step(clock: ManualClock, ms: () => number): Promise<void> {
  const since = performance.now();
  await pause(STEP_MS / SPEED);
  clock.advance(ms());
  const took = (performance.now() - since) / USUAL_STEP_MS;
  slowness = Math.max(1, 0.9 * slowness + 0.1 * took);
}

/** The deadlines of calls by the fast clock: a hang of ten seconds takes less than half of one. Before it, nothing hangs. */
export function fastDoors({ http, stream }: Doors, isFast: () => boolean): Doors {
  const real = (ms: number) =>
    isFast() ? slowness * Math.max(SHORTEST_MS, ms / SPEED) : PATIENCE_MS;
  return {
    http: (request) => http({ ...request, deadlineMs: real(request.deadlineMs) }),
    stream: (request) =>
      stream({
        ...request,
        headersMs: real(request.headersMs),
        idleMs: real(request.idleMs),
        totalMs: real(request.totalMs),
      }),
  };
}

/** Lets the clock run until this is so. @returns whether that came within so much real time, ms */
export async function runUntil(
  clock: ManualClock,
  isSo: () => boolean,
  withinMs: number,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadline) return false;
    await step(clock, () => STEP_MS);
  }
  return true;
}

/** No wait is longer than this: nothing is due before the next hour's directory. */
const LONGEST_LEAP_MS = HOUR_MS;
const LOOK_MS = 100;

/**
 * Lets all that is waiting come to its end: while no call is under way, the clock leaps to what is due
 * next. @returns whether it came to an end within so much real time, ms
 */
export async function drain(
  { clock, bridge, line, works }: World,
  underWay: () => number,
  isDone: () => boolean,
  withinMs: number,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  await Promise.all([line.quiet(), works.quiet()]);
  while (!isDone()) {
    const lookAgain = performance.now() + LOOK_MS;
    while (performance.now() < lookAgain) {
      await step(clock, () => {
        const nextAt = bridge.workspace.engine.nextAt() ?? 0;
        const leap = underWay() === 0 ? Math.min(nextAt - clock.now(), LONGEST_LEAP_MS) : 0;
        return Math.max(STEP_MS, leap);
      });
    }
    if (performance.now() > deadline) return false;
  }
  return true;
}
