import type { Context } from '../../context.ts';
import { originOf } from '../../proof/checkpoint.ts';
import { type NoteSigner, noteSigner, writeVerifierKey } from '../../proof/note-key.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { signingKeys } from '../../store/audit/checkpoints.ts';
import { lastSigned, type Made, makeCheckpoint } from './make-checkpoint.ts';
import {
  type CheckpointHost,
  type CheckpointNews,
  type CheckpointParts,
  noNews,
  type StoredNotes,
} from './parts.ts';
import { postCheckpoint } from './post-checkpoint.ts';
import { noteKeyInUse } from './signing-key.ts';

/** The checkpoints of the audit log. */
export interface Checkpoints {
  /** Signs the log as it is, unless nothing has come since the last time. */
  make(): Promise<Made>;
  /** Posts the newest one; false: it is to be tried again. */
  post(): Promise<boolean>;
  /** What stands apart from the database. */
  storedNotes(): Promise<StoredNotes>;
  state(): CheckpointState;
  /** Signs with the same key what an export says of itself. Null: there is no usable key. */
  readonly signer: NoteSigner | null;
}

/** How the checkpoints stand, for people. */
export interface CheckpointState extends Omit<CheckpointNews, 'isMended'> {
  /** How many entries the log has. */
  readonly entries: number;
  /** What the last checkpoint covers, and when it was made; epoch ms. */
  readonly last: { readonly entries: number; readonly at: number } | null;
  readonly key:
    | {
        readonly kind: 'ready';
        readonly verifierKey: string;
        /** Since when it signs, where another one did before; epoch ms. */
        readonly newSince: number | null;
      }
    | { readonly kind: 'missing' | 'unreadable' };
  /** Whether checkpoints are to be posted. */
  readonly isPosted: boolean;
}

/** Makes checkpoints one at a time, whoever asks for them. */
export function createCheckpoints(
  context: Context,
  host: CheckpointHost,
  url: string | null,
  onFault: CheckpointParts['onFault'],
): Checkpoints {
  const signer =
    host.key.kind === 'ready'
      ? noteSigner(originOf(context.settings.domainId), host.key.privateKey)
      : null;
  const parts: CheckpointParts = { context, host, signer, url, news: noNews(), onFault };
  if (signer !== null) context.store.transaction(() => noteKeyInUse(context, signer));
  let last: Promise<unknown> = Promise.resolve();
  return {
    make: () => {
      const made = last.then(() => makeCheckpoint(parts));
      last = made.catch(() => null);
      return made;
    },
    post: () => postCheckpoint(parts),
    storedNotes: async () => (await host.notes?.all()) ?? { notes: [], isWhole: true },
    state: () => stateOf(parts),
    signer,
  };
}

function stateOf(parts: CheckpointParts): CheckpointState {
  const { context, news, signer, host, url } = parts;
  const { disagrees, storeFault, postFault, postedAt } = news;
  const last = lastSigned(parts)?.checkpoint ?? null;
  return {
    ...{ disagrees, storeFault, postFault, postedAt },
    entries: latestEntry(context.db),
    last: last && { entries: last.entries, at: last.at },
    key:
      signer === null
        ? { kind: host.key.kind === 'unreadable' ? 'unreadable' : 'missing' }
        : { kind: 'ready', verifierKey: writeVerifierKey(signer.key), newSince: newSince(context) },
    isPosted: url !== null,
  };
}

function newSince({ db }: Context): number | null {
  const keys = signingKeys(db);
  return keys.length > 1 ? (keys.at(-1)?.since ?? null) : null;
}
