/*
 * In direct mode one 1:1 room shows all customers, and a file cannot carry a name: the line above it does
 * (DESIGN §6.5). Nothing of another customer's may come between the two, or the file would pass for theirs.
 */

/** What is to be said in a member's 1:1 room, and what is being said there for others. */
export interface PictureFacts {
  readonly own: {
    readonly rowId: number;
    readonly isFile: boolean;
    /** Its name has been said. */
    readonly begun: boolean;
  };
  /** Calls to the same room, of other lanes. */
  readonly underWay: readonly { readonly ofRoom: boolean; readonly hasFile: boolean }[];
  /** Other customers' files of which the name has been said, the oldest first. */
  readonly begun: readonly {
    readonly rowId: number;
    /** Since when it has waited for another try; null: it is under way or about to be. Epoch ms. */
    readonly stuckSince: number | null;
  }[];
}

export interface PictureTurn {
  /** Whether the lane stands aside for a name and its file that are going out. */
  readonly waits: boolean;
  /** Files that have been stuck for so long that the others go before them: their name is said again. */
  readonly passed: readonly number[];
}

/** How long the others stand aside for a file that does not get through (DESIGN §6.5). */
const PATIENCE_MS = 20_000;

/** Whose turn it is in a room that shows several customers. */
export function judgePictureTurn({ own, underWay, begun }: PictureFacts, now: number): PictureTurn {
  const isInTheWay = underWay.some(({ ofRoom, hasFile }) => (own.isFile ? ofRoom : hasFile));
  if (isInTheWay) return { waits: true, passed: [] };
  const passed: number[] = [];
  for (const { rowId, stuckSince } of begun) {
    // Of two that have begun the first goes on.
    if (own.isFile && own.begun && own.rowId < rowId) continue;
    if (stuckSince === null || now - stuckSince < PATIENCE_MS) return { waits: true, passed };
    passed.push(rowId);
  }
  return { waits: false, passed };
}

/** How often a file's line is said again after the others went ahead. */
const MOST_LINES_AGAIN = 2;

/** What becomes of a file that the others go before. */
export function passedFile(file: {
  /** Its call may have shown it. */
  readonly maybeOut: boolean;
  readonly moves: number;
}): 'uncertain' | 'exhausted' | 'again' {
  if (file.maybeOut) return 'uncertain';
  return file.moves >= MOST_LINES_AGAIN ? 'exhausted' : 'again';
}
