import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { encodePress } from '../../src/domain/messages/press.ts';
import type { Row, SayButton } from '../../src/domain/messages/speech.ts';
import { isPhotoUnknown, memberIconUrl } from '../../src/services/photos/icon.ts';
import { readLinkMember, statusOf } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import type { Session } from '../command.ts';
import { personName, personTitle } from './person-name.ts';

/**
 * A person in a list: photo, name with its other-language names, primary department, status, Talk ID
 * (DESIGN §6.2). The account stands in where there is no Talk ID.
 */
export function memberRow({ context, words }: Session, member: Member, button: SayButton): Row {
  const { memberId } = member;
  const link = readLinkMember(context.db, memberId);
  const status = statusOf(context.db, memberId);
  const account = link?.talkId ? `${words.admin.talkId}: ${link.talkId}` : member.email;
  return {
    title: personTitle(words, member),
    subtitle: [member.department, status && words.status[status], account]
      .filter(Boolean)
      .join(' / '),
    ...memberPicture(context, memberId),
    button,
  };
}

/** The photo, or whose is to be asked for before the list is shown. */
export const memberPicture = (context: Context, memberId: MemberId) => ({
  pictureUrl: memberIconUrl(context, memberId),
  ...(isPhotoUnknown(context, memberId) ? { pictureOf: memberId } : {}),
});

/** Shows everything about the person. */
export function detailsButton({ words }: Session, member: Member): SayButton {
  const { details } = words.admin;
  const token = encodePress({ do: 'run', line: `member info "${member.memberId}"` });
  return { label: details, token, says: `${details}: ${personName(words, member)}` };
}
