import { createHash } from 'node:crypto';

/*
 * What stands in the hash of an entry of the audit log. The order of the fields and their form are
 * the log's format: a change here makes every log that was written before unreadable as proof.
 * Names and contents stand in it as salted digests, so that they can be erased and the log still
 * verifies (DESIGN §6.9).
 */

/** An entry as it is hashed: ids and codes as they are, names and content as digests in hex. */
export interface HashedEntry {
  /** Its place in the log, from 1. */
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly roomId: number | null;
  readonly channelId: string | null;
  readonly lineUserId: string | null;
  /** Null: the entry names no LINE user. */
  readonly lineUserName: string | null;
  readonly memberId: string | null;
  /** Null: the entry names no member. */
  readonly memberName: string | null;
  readonly direction: string | null;
  readonly kind: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly aboutId: number | null;
  /** JSON text, as it is stored; `{}` without facts. */
  readonly facts: string;
  /** Null: the entry has no content. */
  readonly content: string | null;
}

/** The head of a log without entries, hex. */
export const NO_HEAD = '0'.repeat(64);

const FORMAT = 2;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The digest of a name. A name that is not known is null, which is hashed as well. */
export const digestName = (salt: string, name: string | null): string =>
  sha256(JSON.stringify(['name', salt, name]));

/** The digest of a content: its words, and its detail as the JSON text that is stored. */
export const digestContent = (salt: string, text: string, detail: string | null): string =>
  sha256(JSON.stringify(['content', salt, text, detail]));

/** The hash of one entry by itself, hex: it stands for the entry where that is left out. */
export const hashEntry = (entry: HashedEntry): string =>
  sha256(
    JSON.stringify([
      FORMAT,
      entry.id,
      entry.at,
      entry.action,
      entry.actorKind,
      entry.actorId,
      entry.actorName,
      entry.roomId,
      entry.channelId,
      entry.lineUserId,
      entry.lineUserName,
      entry.memberId,
      entry.memberName,
      entry.direction,
      entry.kind,
      entry.outcome,
      entry.reason,
      entry.aboutId,
      entry.facts,
      entry.content,
    ]),
  );

/** The head of the log once this entry stands at its end: sha256(head before ‖ hash), hex. */
export const headAfter = (headBefore: string, entryHash: string): string =>
  createHash('sha256').update(headBefore, 'hex').update(entryHash, 'hex').digest('hex');
