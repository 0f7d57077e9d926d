import type { Book } from './book.ts';
import type { Traffic, Way } from './traffic.ts';

/** Keeps this many messages on their way until told to stop. */
export function closedLoop(traffic: Traffic, way: Way, outstanding: number): () => void {
  let stopped = false;
  const again = () => {
    if (!stopped) traffic.say(way, again);
  };
  for (let n = 0; n < outstanding; n += 1) again();
  return () => {
    stopped = true;
  };
}

/** Sends messages at fixed instants, whatever becomes of earlier ones; resolves after the last. */
export async function openLoop(
  traffic: Traffic,
  way: Way,
  { perSecond, ms }: { readonly perSecond: number; readonly ms: number },
): Promise<number> {
  const startedAt = performance.now();
  const all = Math.floor((perSecond * ms) / 1000);
  let said = 0;
  while (said < all) {
    const elapsed = performance.now() - startedAt;
    while (said < all && (said / perSecond) * 1000 <= elapsed) {
      traffic.say(way, () => undefined, startedAt + (said / perSecond) * 1000);
      said += 1;
    }
    const nextAt = startedAt + (said / perSecond) * 1000;
    await pause(Math.max(0, nextAt - performance.now()));
  }
  return said;
}

/** Waits until no message is on its way, for a limited time; returns how many still are. */
export async function drained(book: Book, mostMs: number): Promise<number> {
  const until = performance.now() + mostMs;
  while (book.underWay > 0 && performance.now() < until) await pause(10);
  return book.underWay;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
