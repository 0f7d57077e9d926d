import * as z from 'zod';
import type { MemberId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { assignAccount, releaseAccount } from '../../src/services/accounts/assign.ts';
import { findAccount } from '../../src/services/accounts/find.ts';
import { findMember } from '../../src/services/members/find.ts';
import { memberNameIn } from '../../src/services/say/shown-name.ts';
import { listAccounts, type OfficialAccount } from '../../src/store/line/official-accounts.ts';
import { readLinkMember } from '../../src/store/people/link-members.ts';
import type { Member } from '../../src/store/people/members.ts';
import { command, type Session } from '../command.ts';
import { choose } from '../people/choose.ts';
import { personName } from '../people/person-name.ts';
import { accountName, describeFault } from '../status/account-words.ts';

const word = z.string().trim().min(1).max(100);

export const accountList = command({
  name: 'account list',
  group: 'other',
  aliases: ['アカウント 一覧', 'アカウント'],
  roles: ['link-admin'],
  args: z.tuple([]),
  run: (session) => {
    const accounts = listAccounts(session.context.db);
    const lines = accounts.map((account) => session.words.layout.item(rowOf(session, account)));
    return { text: [session.words.admin.accountListTitle, ...lines].join('\n') };
  },
});

function rowOf(session: Session, account: OfficialAccount): string {
  const { words } = session;
  const { admin } = words;
  const owner = () => {
    if (account.shared) return admin.accountShared;
    if (account.memberId !== null) return nameOfId(session, account.memberId);
    if (account.wishedMember !== null) return admin.accountWished(account.wishedMember);
    return admin.accountFree;
  };
  const fault = account.fault === null ? [] : [describeFault(words, account.fault)];
  return [`${accountName(account)}: ${owner()}`, ...fault].join(' / ');
}

export const accountAssign = command({
  name: 'account assign',
  group: 'other',
  aliases: ['アカウント 割り当て', 'アカウント 割当'],
  roles: ['link-admin'],
  args: z
    .tuple([word], word)
    .transform(([account, ...who]) => ({ account, who: who.join(' ') }))
    .refine(({ who }) => who !== ''),
  run: (session, wanted) => {
    const { context, words } = session;
    const account = findAccount(context, wanted.account);
    if (account === null) return { text: words.admin.accountUnknown(wanted.account) };
    const found = findMember(context, wanted.who);
    switch (found.kind) {
      case 'one':
        return assign(session, account, found.member);
      case 'several':
        return choose(
          session,
          { command: `account assign ${account.channelId}`, who: wanted.who },
          found.members,
        );
      case 'none':
        return { text: words.admin.notFound(wanted.who) };
      default:
        return found satisfies never;
    }
  },
});

function assign(session: Session, account: OfficialAccount, member: Member): Speech {
  const { context, actor, words } = session;
  const { admin } = words;
  const name = accountName(account);
  const person = personName(words, member);
  const done = assignAccount(context, actor, account, member.memberId);
  switch (done.kind) {
    case 'assigned': {
      const available = readLinkMember(context.db, member.memberId)?.status === 'available';
      const text = admin.accountAssigned(name, person);
      return { text: available ? text : `${text}\n${admin.accountWaits(person)}` };
    }
    case 'already':
      return { text: admin.accountAlready(name, person) };
    case 'shared':
      return { text: admin.accountIsShared(name) };
    case 'held':
      return { text: admin.accountHeld(name, nameOfId(session, done.holder)) };
    default:
      return done satisfies never;
  }
}

const nameOfId = ({ context, words }: Session, memberId: MemberId) =>
  memberNameIn(context, memberId, words);

export const accountRelease = command({
  name: 'account release',
  group: 'other',
  aliases: ['アカウント 解除'],
  roles: ['link-admin'],
  args: z.tuple([word]),
  run: (session, [said]) => {
    const { context, actor, words } = session;
    const { admin } = words;
    const account = findAccount(context, said);
    if (account === null) return { text: admin.accountUnknown(said) };
    const name = accountName(account);
    const done = releaseAccount(context, actor, account);
    switch (done.kind) {
      case 'released':
        return { text: admin.accountReleased(name, nameOfId(session, done.memberId)) };
      case 'wish-dropped':
        return { text: admin.accountWishDropped(name) };
      case 'free':
        return { text: admin.accountNotAssigned(name) };
      case 'shared':
        return { text: admin.accountIsShared(name) };
      default:
        return done satisfies never;
    }
  },
});
