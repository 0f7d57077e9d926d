import { readBase64 } from './base64.ts';
import type { NoteSigner } from './note-key.ts';
import { signNote } from './signed-note.ts';

/*
 * A checkpoint says what the log was at an instant: how many entries, and its head. As a note it
 * has the lines of c2sp.org/tlog-checkpoint, with the head of our chain in place of a tree's root,
 * and one line more, the time.
 */

export interface Checkpoint {
  /** Which log: the name of the key that signs, `kakehashi/<domain>`. */
  readonly origin: string;
  /** How many entries the log had. */
  readonly entries: number;
  /** The head after that many entries, hex. */
  readonly head: string;
  /** Epoch ms. */
  readonly at: number;
}

const HEAD_BYTES = 32;
const BODY = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]+)\n([\d\-:.TZ]+)\n$/u;

/** Which log a workspace of this LINE WORKS domain keeps. */
export const originOf = (domainId: string): string => `kakehashi/${domainId}`;

/** The text of a checkpoint, as it is signed. */
export const writeCheckpoint = ({ origin, entries, head, at }: Checkpoint): string =>
  [
    origin,
    String(entries),
    Buffer.from(head, 'hex').toString('base64'),
    new Date(at).toISOString(),
    '',
  ].join('\n');

/** Reads the text of a note. Null: it is no checkpoint of ours. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [, origin, entries, head = '', written = ''] = BODY.exec(text) ?? [];
  if (origin === undefined || entries === undefined) return null;
  const bytes = readBase64(head);
  const at = Date.parse(written);
  if (bytes?.length !== HEAD_BYTES || !Number.isSafeInteger(Number(entries))) return null;
  if (Number.isNaN(at) || new Date(at).toISOString() !== written) return null;
  return { origin, entries: Number(entries), head: Buffer.from(bytes).toString('hex'), at };
}

/** The checkpoint as a signed note. Its origin is the signer's name. */
export const signCheckpoint = (
  signer: NoteSigner,
  checkpoint: Omit<Checkpoint, 'origin'>,
): string => signNote(signer, writeCheckpoint({ origin: signer.key.name, ...checkpoint }));
