import type { Speech } from '../../../src/domain/messages/speech.ts';
import { addLinkMember } from '../../../src/services/members/add.ts';
import { readLink } from '../../../src/store/link.ts';
import type { Member } from '../../../src/store/people/members.ts';
import { planJob } from '../../../src/store/queue/jobs.ts';
import { command, type Session } from '../../command.ts';
import { choose } from '../../people/choose.ts';
import {
  describeRest,
  type PeopleMeant,
  peopleMeant,
  somebody,
} from '../../people/people-meant.ts';
import { personName } from '../../people/person-name.ts';
import { chooseButtons, describeSeveral, MOST_CHOICES } from '../../people/several.ts';

export const memberAdd = command({
  name: 'member add',
  group: 'members',
  aliases: ['メンバー 追加', '利用メンバー 追加', 'メンバー 登録'],
  roles: ['link-admin'],
  takesPeople: true,
  args: somebody,
  run: (session, wanted) => {
    const refusal = whyNotOneByOne(session);
    if (refusal !== null) return { text: refusal };
    const meant = peopleMeant(session, wanted);
    if (meant.unknown.length === 0) return addThese(session, meant);
    // A new colleague may have joined since the last poll: read the directory first.
    const { context, memberId } = session;
    planJob(context.db, {
      kind: 'add-after-directory',
      key: `${memberId}:${wanted.join(' ')}`,
      payload: { memberId, wanted },
      dueAt: context.clock.now(),
    });
    return 'later';
  },
});

/** Why people cannot be added or removed one by one right now, or null. */
export function whyNotOneByOne({ context, words }: Session): string | null {
  const link = readLink(context.db);
  if (!link.enabled) return words.admin.linkIsOff;
  if (context.settings.plan === 'free') return words.admin.planIsFree;
  return link.scope === 'all' ? words.admin.scopeIsAll : null;
}

/** Adds everyone whom a list of names means. */
export const addAll = (session: Session, wanted: readonly string[]): Speech =>
  addThese(session, peopleMeant(session, wanted));

/** Adds each, with a line of result for each; several matches are offered as buttons. */
function addThese(session: Session, meant: PeopleMeant): Speech {
  const { clear, unclear } = meant;
  const rest = describeRest(session, meant);
  const [only, ...others] = unclear;
  if (only !== undefined && others.length + clear.length + rest.length === 0) {
    return choose(session, { command: 'member add', who: only.said }, only.people);
  }
  const lines = [
    ...clear.map((member) => addOne(session, member)),
    ...unclear.map(({ said, people }) => describeSeveral(session, said, people)),
    ...rest,
  ];
  const buttons = unclear.flatMap(({ people }) => chooseButtons(session, 'member add', people));
  return { text: lines.join('\n'), buttons: buttons.slice(0, MOST_CHOICES) };
}

function addOne({ context, actor, memberId, words }: Session, member: Member): string {
  const added = addLinkMember(context, actor, member.memberId, memberId);
  return added.kind === 'pending'
    ? words.admin.added(personName(words, member))
    : words.admin.alreadyAdded(personName(words, member), words.status[added.status]);
}
