import type { HttpPort } from './http.ts';
import type { HttpStreamPort } from './http-stream.ts';

/** What a connection is wanted for: what people say and wait for, or anything else. */
export type Carries = 'words' | 'rest';

/**
 * The connections of a host that has few. Workers let six calls of an object wait for the headers
 * of their answers at once (HTTP, files and R2 together); the seventh is queued unseen, inside its
 * own deadline. Here it waits before it begins.
 */
export interface Connections {
  /**
   * Makes a call once a connection is free, in the tick in which it is taken.
   *
   * @param call may give its connection back before it ends, once its headers have come
   * @returns null: none came free in time, and the call was never made
   */
  hold<Done>(carries: Carries, call: (held: Held) => Promise<Done>): Promise<Done | null>;
}

/** A call's connection. */
export interface Held {
  /** Whether the call had to wait for it. */
  readonly waited: boolean;
  /** The connection is free again. May be called again. */
  free(): void;
}

export interface ConnectionLimits {
  /** Connections in all. */
  readonly most: number;
  /** Of these, those that nothing but words may take. */
  readonly forWords: number;
  /** How long a call waits for one, ms. */
  readonly patienceMs: Readonly<Record<Carries, number>>;
}

/** Calls back after so many ms, unless stopped. */
export type After = (ms: number, over: () => void) => { stop(): void };

const timer: After = (ms, over) => {
  const id = setTimeout(over, ms);
  return { stop: () => clearTimeout(id) };
};

type Waiting = Readonly<Record<Carries, Set<() => void>>>;

/** Words go first; within words and within the rest, who came first. */
export function createConnections(
  { most, forWords, patienceMs }: ConnectionLimits,
  after: After = timer,
): Connections {
  const taken: Record<Carries, number> = { words: 0, rest: 0 };
  const waiting: Waiting = { words: new Set(), rest: new Set() };

  const isFree = (carries: Carries) =>
    taken.words + taken.rest < most && (carries === 'words' || taken.rest < most - forWords);

  const take = (carries: Carries, waited: boolean): Held => {
    taken[carries] += 1;
    let isHeld = true;
    return {
      waited,
      free: () => {
        if (!isHeld) return;
        isHeld = false;
        taken[carries] -= 1;
        passOn('words');
        passOn('rest');
      },
    };
  };
  const passOn = (carries: Carries) => {
    for (const begin of waiting[carries]) {
      if (!isFree(carries)) return;
      begin();
    }
  };
  const waitFor = (carries: Carries): Promise<Held | null> =>
    new Promise((resolve) => {
      const leave = (held: Held | null) => {
        waiting[carries].delete(begin);
        patience.stop();
        resolve(held);
      };
      const begin = () => leave(take(carries, true));
      const patience = after(patienceMs[carries], () => leave(null));
      waiting[carries].add(begin);
    });

  return {
    hold: async (carries, call) => {
      const held = isFree(carries) ? take(carries, false) : await waitFor(carries);
      if (held === null) return null;
      try {
        return await call(held);
      } finally {
        held.free();
      }
    },
  };
}

const NONE_FREE = { kind: 'none-free' } as const;

/** The door to the platforms, each call with a connection until the headers of its answer. */
export const httpOver =
  (connections: Connections, http: HttpPort): HttpPort =>
  async (request) => {
    const result = await connections.hold(request.carries ?? 'rest', async ({ waited, free }) => {
      // Its last look was before the wait.
      if (waited && request.permit?.() === false) return { kind: 'withheld' } as const;
      return http({ ...request, onHeaders: free });
    });
    return result ?? NONE_FREE;
  };

/** The door for files: its result is there with the headers. */
export const streamOver =
  (connections: Connections, stream: HttpStreamPort): HttpStreamPort =>
  async (request) =>
    (await connections.hold('rest', () => stream(request))) ?? NONE_FREE;
