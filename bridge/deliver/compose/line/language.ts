import type { Context } from '../../../../src/context.ts';
import type { Errand } from '../../../../src/domain/delivery/errand.ts';
import type { Lane } from '../../../../src/domain/delivery/lane.ts';
import { languageOf } from '../../../../src/domain/language.ts';
import type { Speech } from '../../../../src/domain/messages/speech.ts';
import { readFriendship, readLineUser } from '../../../../src/store/line/line-users.ts';
import { readLink } from '../../../../src/store/link.ts';
import { errandText } from '../../../../src/store/memory/stored-errand.ts';
import {
  errandOf,
  headRows,
  type OutboxRow,
  updateRow,
} from '../../../../src/store/queue/outbox.ts';

type TellLineUser = Extract<Errand, { do: 'tell-line-user' }>;

/** Whether LINE is asked for the profile before this row is said. */
export function awaitsProfile(context: Context, row: OutboxRow | undefined): boolean {
  const errand = row && errandOf(row);
  if (errand?.do !== 'tell-line-user' || errand.inLanguage === undefined) return false;
  const { channelId, lineUserId } = errand;
  if (readFriendship(context.db, channelId, lineUserId).state === 'blocked') return false;
  return readLineUser(context.db, lineUserId)?.profileAt == null;
}

/** The speech in the language known by now. */
export function speechOf(context: Context, errand: TellLineUser): Speech {
  if (errand.inLanguage === undefined) return errand.speech;
  const { language } = readLink(context.db);
  return errand.inLanguage[
    languageOf(readLineUser(context.db, errand.lineUserId)?.language, language)
  ];
}

/** The head row of a lane that has asked for a LINE user's language; null: it has not. */
export function greetingOf(
  context: Context,
  lane: Lane,
): { readonly row: OutboxRow; readonly errand: TellLineUser } | null {
  const [row] = headRows(context.db, lane, 1);
  const errand = row && errandOf(row);
  return row !== undefined && errand?.do === 'tell-line-user' ? { row, errand } : null;
}

/**
 * A greeting matters more than its language: when the profile is late, the greeting goes in the
 * link's own.
 */
export function speakWithoutProfile(
  context: Context,
  { row, errand }: NonNullable<ReturnType<typeof greetingOf>>,
): void {
  const { inLanguage: _unknown, ...plain } = errand;
  updateRow(context.db, row.id, { payload: errandText(plain) });
}
