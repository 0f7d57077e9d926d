import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { Words } from '../../words/words.ts';
import { memberNameIn } from '../say/shown-name.ts';

/** What a member sends to customers so that they write on LINE; null: there is no link yet. */
export const invitationOf = (
  context: Context,
  words: Words,
  memberId: MemberId,
  link: string | null,
): string | null =>
  link === null
    ? null
    : words.own.invitation(
        memberNameIn(context, memberId, words),
        context.settings.companyName,
        link,
      );
