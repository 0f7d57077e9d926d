import type { ApiCall } from '../types.ts';

const MAX_CALLS = 10_000;

/** The calls that reached the platform, the oldest dropped past the bound. */
export interface CallBook {
  readonly list: readonly ApiCall[];
  add(call: ApiCall): void;
}

/** Makes an empty book. */
export function callBook(): CallBook {
  const list: ApiCall[] = [];
  return {
    list,
    add: (call) => {
      list.push(call);
      if (list.length > MAX_CALLS) list.splice(0, list.length - MAX_CALLS);
    },
  };
}
