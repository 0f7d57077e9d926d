/** How long words wait for a file before them; with the last chance 20 s (DESIGN §6.5). Ms. */
export const FILE_PATIENCE_MS = 19_000;
/** What a file gets once more that is being asked for just then: we may have slept through its time. Ms. */
export const LAST_CHANCE_MS = 1000;
/** Files that are due so soon after one another share a line. */
const TOGETHER_MS = 2000;

/** A message whose file is not there yet. */
export interface WaitingFile {
  readonly rowId: number;
  /** When it was queued. Epoch ms. */
  readonly createdAt: number;
  /** Since when it has been seen to hold what stands behind it; null: not yet seen. */
  readonly waitsSince: number | null;
  /** Words have gone on without it before. */
  readonly late: boolean;
  /** It has had its last chance. */
  readonly hadChance: boolean;
  /** The set of images it belongs to. */
  readonly setId: string | null;
}

export interface WaitPlan {
  /** Until when the lane waits, epoch ms; null: words go on. */
  readonly until: number | null;
  /** The rows that leave the lane for that. */
  readonly setAside: readonly number[];
  /** What is to be noted of rows not seen before: since when they hold what is behind them. */
  readonly since: ReadonlyMap<number, number>;
  /** The row that is given its last chance; null: none. */
  readonly chanceOf: number | null;
}

/**
 * What becomes of the files that a lane waits for, the first of them at its head: nothing that stands
 * behind any of them waits longer than the patience from when it could have gone. `asksNow`: whether the
 * first is being asked for right now.
 */
export function planWait(
  now: number,
  files: readonly [WaitingFile, ...WaitingFile[]],
  asksNow: boolean,
): WaitPlan {
  const [first] = files;
  const nothing = { setAside: [], since: new Map<number, number>(), chanceOf: null };
  // Nothing waits for what is late already.
  if (first.late) return { ...nothing, until: null, setAside: [first.rowId] };
  const since = first.waitsSince ?? now;
  // While the first is waited for, the lane is free: the others hold it since they came.
  const sinceOf = (file: WaitingFile) => file.waitsSince ?? Math.max(since, file.createdAt);
  const leaves = (file: WaitingFile) =>
    file === first ||
    (!file.late &&
      (sinceOf(file) + FILE_PATIENCE_MS <= now + TOGETHER_MS || isOfSet(file, first.setId)));
  const isDue = now >= since + FILE_PATIENCE_MS;
  if (isDue && asksNow && !first.hadChance) {
    const until = now + LAST_CHANCE_MS;
    const since = new Map([[first.rowId, until - FILE_PATIENCE_MS]]);
    return { ...nothing, until, since, chanceOf: first.rowId };
  }
  const setAside = isDue ? files.filter(leaves) : [];
  const unseen = files.filter((file) => file.waitsSince === null && !setAside.includes(file));
  return {
    ...nothing,
    until: isDue ? null : since + FILE_PATIENCE_MS,
    setAside: setAside.map(({ rowId }) => rowId),
    since: new Map(unseen.map((file) => [file.rowId, sinceOf(file)])),
  };
}

const isOfSet = ({ setId }: WaitingFile, set: string | null) => set !== null && setId === set;
