import * as z from 'zod';
import type { Speech } from '../../../src/domain/messages/speech.ts';
import { type Found, findMember } from '../../../src/services/members/find.ts';
import { invitationOf } from '../../../src/services/members/invitation.ts';
import { inviteLink } from '../../../src/services/members/register.ts';
import { readLinkMember } from '../../../src/store/people/link-members.ts';
import type { Member } from '../../../src/store/people/members.ts';
import { type CommandName, command, type Session } from '../../command.ts';
import { choose } from '../../people/choose.ts';
import { memberCard } from '../../people/member-card.ts';
import { personName } from '../../people/person-name.ts';
import { aLine } from '../../reading/a-line.ts';

/** One person, who may be written in several words. */
const onePerson = aLine.pipe(z.string().max(200));

export const memberInfo = command({
  name: 'member info',
  group: 'members',
  aliases: ['メンバー 情報', '利用メンバー 情報'],
  roles: ['link-admin'],
  args: onePerson,
  run: (session, who) =>
    withOne(session, 'member info', who, (member) => memberCard(session, member)),
});

export const memberInvite = command({
  name: 'member invite',
  group: 'members',
  aliases: ['メンバー 招待', '利用メンバー 招待'],
  roles: ['link-admin'],
  args: onePerson,
  run: (session, who) =>
    withOne(session, 'member invite', who, (member) => invite(session, member)),
});

/** Does something with the one person meant, or offers the ones who may be meant. */
function withOne(
  session: Session,
  name: CommandName,
  who: string,
  act: (member: Member) => Speech,
): Speech {
  const found: Found = findMember(session.context, who);
  switch (found.kind) {
    case 'one':
      return act(found.member);
    case 'several':
      return choose(session, { command: name, who }, found.members);
    case 'none':
      return { text: session.words.admin.notFound(who) };
    default:
      return found satisfies never;
  }
}

function invite({ context, words }: Session, member: Member): Speech {
  const link = readLinkMember(context.db, member.memberId);
  if (link === null) return { text: words.admin.notLinkMember(personName(words, member)) };
  if (link.status !== 'available' || link.talkId === null) {
    return {
      text: words.admin.inviteNotAvailable(personName(words, member), words.status[link.status]),
    };
  }
  const url = inviteLink(context, member.memberId, link.talkId);
  if (url === null) return { text: words.admin.inviteNoAccount };
  const invitation = invitationOf(context, words, member.memberId, url) ?? url;
  return {
    text: words.admin.invite(personName(words, member), link.talkId, url, invitation),
    buttons: [{ label: words.admin.inviteLink, url }],
    qr: url,
  };
}
