import type { Speech } from '../../../src/domain/messages/speech.ts';
import { minutesFor } from '../../../src/services/members/mass-registration.ts';
import { retryAll, retryRegistration } from '../../../src/services/members/retry.ts';
import { readLink } from '../../../src/store/link.ts';
import type { Member } from '../../../src/store/people/members.ts';
import { command, type Session } from '../../command.ts';
import { describeRest, peopleMeant, somebody } from '../../people/people-meant.ts';
import { personName } from '../../people/person-name.ts';
import { chooseButtons, describeSeveral } from '../../people/several.ts';

const EVERYONE: ReadonlySet<string> = new Set(['all', '全員', 'すべて']);

export const memberRetry = command({
  name: 'member retry',
  group: 'members',
  aliases: ['メンバー 再試行', '利用メンバー 再試行', 'メンバー やり直し'],
  roles: ['link-admin'],
  takesPeople: true,
  args: somebody,
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
  // The directory may have shown them as deleted when it was last read.
  const meant = peopleMeant(session, wanted, { linkedOnly: true, alsoDeleted: true });
  const { clear, unclear } = meant;
  const lines = [
    ...clear.map((member) => retryOne(session, member)),
    ...unclear.map(({ said, people }) => describeSeveral(session, said, people)),
    ...describeRest(session, meant),
  ];
  const buttons = unclear.flatMap(({ people }) => chooseButtons(session, 'member retry', people));
  return { text: lines.join('\n'), buttons };
}

function retryOne({ context, actor, memberId, words }: Session, member: Member): string {
  const retried = retryRegistration(context, actor, member.memberId, memberId);
  switch (retried.kind) {
    case 'started':
      return words.admin.retryStarted(personName(words, member));
    case 'needless':
      return words.admin.retryNotNeeded(personName(words, member), words.status[retried.status]);
    case 'not-linked':
      return words.admin.notLinkMember(personName(words, member));
    default:
      return retried satisfies never;
  }
}
