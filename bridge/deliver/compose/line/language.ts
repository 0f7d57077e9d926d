import type { Context } from '../../../../src/context.ts';
import type { Errand } from '../../../../src/domain/errand.ts';
import type { Lane } from '../../../../src/domain/lane.ts';
import { languageOf } from '../../../../src/domain/language.ts';
import type { Speech } from '../../../../src/domain/speech.ts';
import { readFriendship, readLineUser } from '../../../../src/store/line-users.ts';
import { readLink } from '../../../../src/store/link.ts';
import { errandOf, headRows, type OutboxRow, updateRow } from '../../../../src/store/outbox.ts';
import { errandText } from '../../../../src/store/stored-errand.ts';
import type { Step } from '../../loop/step.ts';

type TellLineUser = Extract<Errand, { do: 'tell-line-user' }>;

/** Whether LINE is asked for the profile before this is said. */
export function awaitsProfile(context: Context, row: OutboxRow | undefined): boolean {
  const errand = row && errandOf(row);
  if (errand?.do !== 'tell-line-user' || errand.inLanguage === undefined) return false;
  const { channelId, lineUserId } = errand;
  if (readFriendship(context.db, channelId, lineUserId).state === 'blocked') return false;
  return readLineUser(context.db, lineUserId)?.profileAt == null;
}

/** The words in the language that is known by now. */
export function speechOf(context: Context, errand: TellLineUser): Speech {
  if (errand.inLanguage === undefined) return errand.speech;
  const { language } = readLink(context.db);
  return errand.inLanguage[
    languageOf(readLineUser(context.db, errand.lineUserId)?.language, language)
  ];
}

/**
 * A greeting is worth more than its language: when the profile cannot be had at once, it is said in the
 * link's own.
 *
 * @returns whether this was such a case
 */
export function speakWithoutProfile(
  context: Context,
  { lane, step }: { readonly lane: Lane; readonly step: Step },
): boolean {
  if (step.step !== 'line-profile') return false;
  const [head] = headRows(context.db, lane, 1);
  const errand = head && errandOf(head);
  if (head === undefined || errand?.do !== 'tell-line-user') return false;
  const { inLanguage: _unknown, ...plain } = errand;
  updateRow(context.db, head.id, { payload: errandText(plain) });
  return true;
}
