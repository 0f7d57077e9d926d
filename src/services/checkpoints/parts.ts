import type { KeyObject } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { HttpPort } from '../../platforms/http.ts';
import type { NoteSigner } from '../../proof/note-key.ts';

/** Where checkpoints stand apart from the database: a file on Node, objects in R2 on Workers. */
export interface NoteStore {
  /** Durable when it resolves. A note that was torn by a crash is cut off before. */
  append(note: string, entries: number): Promise<void>;
  /** Each look at what is there is billed, and comes at each waking: there is none before something has to be signed. */
  readonly isBilled?: true;
  /** What is there, the oldest first: notes, and pieces that are none. */
  all(): Promise<StoredNotes>;
}

export interface StoredNotes {
  readonly notes: readonly string[];
  /** Whether these are all. A bucket gives the newest only: each stands for all before it. */
  readonly isWhole: boolean;
  /** Others stand there that a restoration could not take away: they are about a log that was left. */
  readonly superseded?: number;
}

/** The private key of the checkpoints, as the host has it. */
export type AuditKey =
  | { readonly kind: 'ready'; readonly privateKey: KeyObject }
  /** No key is set, and this host keeps none by itself. */
  | { readonly kind: 'missing' }
  /** There is something in the key's place that is no key, or may not be read. */
  | { readonly kind: 'unreadable' };

/** What a host provides for checkpoints. */
export interface CheckpointHost {
  readonly key: AuditKey;
  /** Null: there is no place for notes but the database. */
  readonly notes: NoteStore | null;
  /** The door to `AUDIT_CHECKPOINT_URL`, and to nowhere else. */
  readonly post: HttpPort;
}

/** What checkpoints are made with. */
export interface CheckpointParts {
  readonly context: Context;
  readonly host: CheckpointHost;
  /** Null: there is no usable key. */
  readonly signer: NoteSigner | null;
  /** Null: notes are not posted. */
  readonly url: string | null;
  readonly news: CheckpointNews;
  readonly onFault: (what: string, error: unknown) => void;
}

/** A fault that lasts, and since when; epoch ms. `detail`: a code, never an address. */
export interface LastingFault {
  readonly since: number;
  readonly detail: string;
}

/** What only the running process knows of the checkpoints. */
export interface CheckpointNews {
  /** Whether the stores have been compared since the start, or since one failed. */
  isMended: boolean;
  /** The checkpoint that the log does not agree with, by its number of entries. */
  disagrees: number | null;
  storeFault: LastingFault | null;
  postFault: LastingFault | null;
  postedAt: number | null;
}

export const noNews = (): CheckpointNews => ({
  isMended: false,
  disagrees: null,
  storeFault: null,
  postFault: null,
  postedAt: null,
});

/** A host without a key and without a place for notes. */
export const noCheckpointHost: CheckpointHost = {
  key: { kind: 'missing' },
  notes: null,
  post: async () => ({ kind: 'not-sent', detail: 'no door' }),
};
