/** Node admits one caller per turn of its event loop: a queue must not wait a round for each. */
const TURNS_BETWEEN = 16;
/** After so long without work the door has been open for many turns. Real ms. */
const DOOR_OPEN_MS = 1;
/** How often a rest checks whether it may end. Real ms. */
const REST_STEP_MS = 1;
/** Only the call's own lane waits for its end to be written. Real ms. */
const ENDS_TOGETHER_MS = 2;

/** When the engine looks for work again: soon after a wake-up, and once for many of them. */
export interface Wakeups {
  /** Work may be waiting. Returns at once. */
  wake(): void;
  /** The same, but it may wait a moment for more. */
  wakeForMore(): void;
  /** Starts no look for work within this time, unless it may end early. Real ms. */
  rest(ms: number): void;
  readonly isSet: boolean;
}

/**
 * @param isOver whether the engine has ended
 * @param mayLook whether a rest may end before its time
 */
export function createWakeups(
  look: () => void,
  isOver: () => boolean,
  mayLook: (now: number) => boolean,
): Wakeups {
  let isSet = false;
  let forMore: NodeJS.Timeout | undefined;
  /** Of `performance.now()`. */
  let restsUntil = 0;
  let lookedAt = 0;

  const run = () => {
    isSet = false;
    look();
    lookedAt = performance.now();
  };
  const runWhenRested = () => {
    const now = performance.now();
    if (now >= restsUntil || mayLook(now)) run();
    else setTimeout(runWhenRested, REST_STEP_MS);
  };
  const wake = () => {
    if (isSet || isOver()) return;
    isSet = true;
    const now = performance.now();
    if (restsUntil - now >= REST_STEP_MS) setTimeout(runWhenRested, REST_STEP_MS);
    else afterTurns(now - lookedAt >= DOOR_OPEN_MS ? 1 : TURNS_BETWEEN, run);
  };

  return {
    wake,
    wakeForMore: () => {
      if (isSet || forMore !== undefined || isOver()) return;
      forMore = setTimeout(() => {
        forMore = undefined;
        wake();
      }, ENDS_TOGETHER_MS);
    },
    rest: (ms) => {
      restsUntil = performance.now() + ms;
    },
    get isSet() {
      return isSet;
    },
  };
}

function afterTurns(turns: number, work: () => void): void {
  setImmediate(turns > 1 ? () => afterTurns(turns - 1, work) : work);
}
