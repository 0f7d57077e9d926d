/** What an object keeps, in figures: as the Worker of this suite tells it. */
export interface Look {
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** SHA-256 of all rows of each table, in hex. */
  readonly digests: Readonly<Record<string, string>>;
  /** Of key, length and bytes of all its files. */
  readonly files: Readonly<Record<string, string>>;
  /** Texts and blobs that were searched, the files and their keys among them. */
  readonly searched: number;
  /** The words that were asked for and the marks that stood in one of them, with the first place of each. */
  readonly found: Readonly<Record<string, string>>;
}

/** Below this path the suite orders its Worker about. */
export const ORDERS = '/isolation/';

export interface Orders {
  /** Whose alarms do nothing but come again. */
  readonly hold: { readonly workspaces: readonly string[] };
  /** Whose objects reset on each call. */
  readonly crash: { readonly workspaces: readonly string[] };
  /** Resets an object once. */
  readonly reset: { readonly workspace: string };
  /** Everything that a workspace keeps is digested, and searched for marks and these words. */
  readonly look: { readonly workspace: string; readonly words: readonly string[] };
  /** The keys of the whole bucket that stand below no prefix of these workspaces. */
  readonly astray: { readonly workspaces: readonly string[] };
  /** A leak is planted: webhooks go to another's object, a file to another's prefix, a word to the log. */
  readonly plant:
    | { readonly leak: 'door'; readonly from: string; readonly to: string }
    | { readonly leak: 'file'; readonly to: string; readonly text: string }
    | { readonly leak: 'log'; readonly text: string };
}

/** A company's mark, which stands in all that its people write. */
export const MARK = /zq[a-z0-9]{10}qz/gu;
