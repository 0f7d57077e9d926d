import type { Button, Speech } from '../../src/domain/speech.ts';
import { findMember } from '../../src/services/find-members.ts';
import { minutesFor } from '../../src/services/mass-registration.ts';
import { retryAll, retryRegistration } from '../../src/services/retry-registration.ts';
import { readLink } from '../../src/store/link.ts';
import { readLinkMember } from '../../src/store/link-members.ts';
import type { Member } from '../../src/store/members.ts';
import { command, type Session } from '../command.ts';
import { chooseButtons, describeSeveral, someone } from './member-add.ts';

const EVERYONE: ReadonlySet<string> = new Set(['all', '全員', 'すべて']);

export const memberRetry = command({
  name: 'member retry',
  aliases: ['メンバー 再試行', '利用メンバー 再試行', 'メンバー やり直し'],
  roles: ['link-admin'],
  args: someone,
  run: (session, wanted) => {
    const { admin } = session.words;
    if (!readLink(session.context.db).enabled) return { text: admin.linkIsOff };
    const [only = ''] = wanted;
    return wanted.length === 1 && EVERYONE.has(only.toLowerCase())
      ? everyone(session)
      : these(session, wanted);
  },
});

function everyone({ context, actor, memberId, words }: Session): Speech {
  const { people, inNumbers } = retryAll(context, actor, memberId);
  if (people === 0) return { text: words.admin.retryNobody };
  if (!inNumbers) return { text: words.admin.retryAllStarted(people) };
  return { text: words.admin.massStarted(people, minutesFor(context, people)) };
}

function these(session: Session, wanted: readonly string[]): Speech {
  const lines: string[] = [];
  const buttons: Button[] = [];
  for (const who of wanted) {
    // The directory may have shown them as deleted when it was last read.
    const found = findMember(session.context, who, { alsoDeleted: true });
    if (found.kind === 'none') {
      lines.push(session.words.admin.notFound(who));
      continue;
    }
    const people = found.kind === 'one' ? [found.member] : linkedOf(session, found.members);
    const [only, ...others] = people;
    if (only !== undefined && others.length === 0) lines.push(retryOne(session, only));
    else if (only === undefined) lines.push(session.words.admin.notLinkMember(who));
    else {
      lines.push(describeSeveral(session, who, people));
      buttons.push(...chooseButtons('member retry', people));
    }
  }
  return { text: lines.join('\n'), buttons };
}

const linkedOf = ({ context }: Session, members: readonly Member[]) =>
  members.filter((member) => readLinkMember(context.db, member.memberId) !== null);

function retryOne({ context, actor, memberId, words }: Session, member: Member): string {
  const retried = retryRegistration(context, actor, member.memberId, memberId);
  switch (retried.kind) {
    case 'started':
      return words.admin.retryStarted(member.fullName);
    case 'needless':
      return words.admin.retryNotNeeded(member.fullName, words.status[retried.status]);
    case 'not-linked':
      return words.admin.notLinkMember(member.fullName);
    default:
      return retried satisfies never;
  }
}
