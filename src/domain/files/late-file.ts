/** How long the messages behind a file wait for it; 20 s with its last chance (DESIGN §6.5). Ms. */
export const FILE_PATIENCE_MS = 19_000;
/**
 * Extra time, once, for a file whose request is running when its time is up: we may have slept
 * through it. Ms.
 */
export const LAST_CHANCE_MS = 1000;
/** Files due within this time of each other get one common notice. */
const TOGETHER_MS = 2000;

/** A message whose file has not arrived yet. */
export interface WaitingFile {
  readonly rowId: number;
  /** When it was queued. Epoch ms. */
  readonly createdAt: number;
  /** Since when the row has been seen to hold up the rows behind it; null: not yet seen. */
  readonly waitsSince: number | null;
  /** Later rows have already gone on without it. */
  readonly late: boolean;
  /** The row has had its last chance. */
  readonly hadChance: boolean;
  /** The image set it belongs to. */
  readonly setId: string | null;
}

export interface WaitPlan {
  /** Until when the lane waits, epoch ms; null: the rows behind go on. */
  readonly until: number | null;
  /** The rows that leave the lane so that the others can go on. */
  readonly setAside: readonly number[];
  /** For rows not seen before: since when they hold up the rows behind them, to be stored. */
  readonly since: ReadonlyMap<number, number>;
  /** The row that gets its last chance; null: none. */
  readonly chanceOf: number | null;
}

/**
 * Decides what happens to the files that a lane waits for, the first of them at its head: no row
 * behind them waits longer than the patience, counted from when it could have gone. `asksNow`: the
 * first file is being requested right now.
 */
export function planWait(
  now: number,
  files: readonly [WaitingFile, ...WaitingFile[]],
  asksNow: boolean,
): WaitPlan {
  const [first] = files;
  const nothing = { setAside: [], since: new Map<number, number>(), chanceOf: null };
  // Rows that are already late hold up nothing.
  if (first.late) return { ...nothing, until: null, setAside: [first.rowId] };
  const since = first.waitsSince ?? now;
  // While the first file is waited for, the lane is free: the others hold it up since they came.
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
