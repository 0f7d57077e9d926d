import type { RestorationNote } from '../../domain/operator/restoration.ts';

/** The history that a platform keeps of a database. All reject where it keeps none, or none of that time. */
export interface PointInTime {
  /** Names the database as it is now. */
  current(): Promise<string>;
  /** Names the database as it was. Epoch ms. */
  forTime(at: number): Promise<string>;
  /**
   * From its next start on the database is as it was there.
   *
   * @returns its name of the state that is left, with all that is written until then
   */
  restoreAtNextStart(bookmark: string): Promise<string>;
}

/** Where the restorations of one workspace are noted: not in its database, which is what goes back. */
export interface RestorationNotes {
  /** The one that has not been seen to its end; null: there is none. */
  noted(): Promise<RestorationNote | null>;
  /** In place of another one. */
  note(note: RestorationNote): Promise<void>;
  clear(id: string): Promise<void>;
}

/** The end of an audit log that a restored database does not have. */
export interface LostEnd {
  /** Of the restoration. */
  readonly id: string;
  /** Until when the log that was left was that of the restored database; epoch ms. */
  readonly at: number;
  /** The entries that both have. */
  readonly entries: number;
  /** The restoration that this one undoes: its lost end is there again. Null: none. */
  readonly undoes: string | null;
  /** Whether the log that is there now is the one that a checkpoint's note tells of. */
  agrees(note: string): boolean;
}

/** What became of a lost end: all of it is copied aside. */
export interface SetAside {
  /** Keys of files that the bucket did not give up: they stand aside, and in their place, too. */
  readonly stays: readonly string[];
  /** What it threw at the first of them; null: there are none. */
  readonly why: unknown;
}

/** Webhooks that came during a migration and are not handed in yet. They go back with the database, too. */
export interface WaitingWebhooks {
  areLeft(): boolean;
  /** `held`: those that came and are not all handed in. `unkept`: those that could not be kept, and are set aside. */
  counts(): { readonly held: number; readonly unkept: number };
  /** Those that came up to an instant (epoch ms) go: the database that was left has taken them in. */
  drop(upTo: number): void;
}
