import type { LinePlatform, LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView, WorksPlatform } from '../../sandbox/line-works/platform.ts';

/** People who talk over a bridge, wherever it runs, and what a load and a verdict ask of it. */
export interface Conversation {
  readonly world: { readonly line: LinePlatform; readonly works: WorksPlatform };
  readonly talks: readonly Talk[];
  /** Words that were erased: nothing that is kept may hold them. */
  readonly erased: readonly string[];
  /** Resolves when the bridge is there. */
  up(): Promise<void>;
  readonly keeper: Keeper;
  /** The bytes that a link leads to; null: none. */
  open(link: string): Promise<Uint8Array | null>;
}

/** A LINE user and the room in which their member reads them. */
export interface Talk {
  readonly name: string;
  readonly account: string;
  readonly user: LineUser;
  room(): RoomView;
}

/** What a bridge has kept, as only a test may read it. */
export interface Keeper {
  rows(sql: string): Promise<readonly Row[]>;
  /** Digests of the files that are there, and names of halves. */
  files(): Promise<{ readonly there: readonly string[]; readonly halves: readonly string[] }>;
  /** Reads the audit log as `audit verify` does. Returns what is wrong. */
  verify(): Promise<string[]>;
  /** Which of these words stand where words are kept, in words. */
  holding(words: readonly string[]): Promise<string[]>;
}

export type Row = Readonly<Record<string, unknown>>;
