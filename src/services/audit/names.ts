import type { Context } from '../../context.ts';
import type { LineUserId, MemberId } from '../../domain/ids.ts';
import { cleanName } from '../../domain/text/names.ts';
import { readLineUser } from '../../store/line/line-users.ts';
import { wordsOf } from '../../words/words.ts';
import { memberName } from '../say/shown-name.ts';

/** How an entry names its LINE user. */
export interface NameInLog {
  /** Null: the name is still not known. */
  readonly name: string | null;
  /** The name today, if it has changed. */
  readonly now: string | null;
}

/** What stood for a name before it was known, in any language the log was kept in. */
const UNNAMED: ReadonlySet<string> = new Set([
  wordsOf('ja').room.unnamed,
  wordsOf('en').room.unnamed,
]);

/**
 * The LINE user of an entry, under the name of that time. A user without a known name then, as with
 * a first message, goes by today's name: the entry holds the id, and is never changed.
 */
export function lineUserInLog(
  context: Context,
  entry: { readonly lineUserId: LineUserId | null; readonly lineUserName: string | null },
): NameInLog {
  const { lineUserId, lineUserName: written } = entry;
  const then = nameThen(written);
  const known = lineUserId === null ? null : readLineUser(context.db, lineUserId)?.displayName;
  const today = cleanName(known ?? '', '') || null;
  return then === null
    ? { name: today, now: null }
    : { name: then, now: then === today ? null : today };
}

/** The name of that time, as it was written; null: it was not known then. */
export const nameThen = (written: string | null): string | null =>
  written === null || UNNAMED.has(written) ? null : written;

/** The member of an entry, likewise. */
export function memberInLog(
  context: Context,
  memberId: MemberId,
  written: string | null,
): NameInLog {
  const today = memberName(context, memberId);
  return written === null
    ? { name: today, now: null }
    : { name: written, now: written === today ? null : today };
}
