/** Work in order within a lane, lanes beside one another. */
export interface Lanes {
  /** `run` begins when all before it in the lane has ended, well or badly. */
  inLane<T>(lane: string, run: () => Promise<T>): Promise<T>;
}

/** Makes the lanes of one platform; an idle one takes no memory. */
export function createLanes(): Lanes {
  const lanes = new Map<string, Promise<unknown>>();
  return {
    inLane(lane, run) {
      const turn = (lanes.get(lane) ?? Promise.resolve()).then(run, run);
      lanes.set(lane, turn);
      const leave = () => {
        if (lanes.get(lane) === turn) lanes.delete(lane);
      };
      turn.then(leave, leave);
      return turn;
    },
  };
}

/** Work that has begun and not ended. */
export interface UnderWay {
  tracked<T>(work: Promise<T>): Promise<T>;
  /** Resolves when none is left. */
  quiet(): Promise<void>;
}

/** Keeps count of the work of one sender. */
export function createUnderWay(): UnderWay {
  const underWay = new Set<Promise<unknown>>();
  return {
    tracked(work) {
      underWay.add(work);
      const done = () => underWay.delete(work);
      work.then(done, done);
      return work;
    },
    async quiet() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
