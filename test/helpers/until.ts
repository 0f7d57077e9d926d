import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 10;
/** Far longer than anything takes, also on a machine that does ten other things. Ms. */
export const PATIENCE_MS = 240_000;

/**
 * Resolves as soon as the condition holds; for real time, where no clock can be moved. The limit
 * only catches what never comes: a busy machine does not make a test fail.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = PATIENCE_MS,
  pollMs = POLL_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(pollMs);
  }
}
