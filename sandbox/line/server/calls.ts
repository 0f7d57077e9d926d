import type { ApiCall } from '../types.ts';

const CALLS_KEPT = 5_000;

/** A call while it is being answered. */
export type OpenCall = { -readonly [Name in keyof ApiCall]: ApiCall[Name] };

export interface CallLog {
  readonly calls: readonly ApiCall[];
  add(call: OpenCall): void;
}

/** The latest calls, newest last. */
export function createCallLog(): CallLog {
  const calls: ApiCall[] = [];
  return {
    calls,
    add(call) {
      calls.push(call);
      // In bulk: dropping one at each call would move the whole array each time.
      if (calls.length > CALLS_KEPT * 1.2) calls.splice(0, calls.length - CALLS_KEPT);
    },
  };
}
