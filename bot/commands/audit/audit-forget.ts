import { type LineUserId, lineUserId } from '../../../src/domain/ids.ts';
import { formatInstant } from '../../../src/domain/jst.ts';
import type { Speech } from '../../../src/domain/messages/speech.ts';
import { forgetLineUser } from '../../../src/services/audit/forget/begin.ts';
import { forgetOutlook, isNothingLeft } from '../../../src/services/audit/forget/outlook.ts';
import { nameOfSubject } from '../../../src/services/audit/keep/list-holds.ts';
import { holdOnLineUser } from '../../../src/services/audit/keep/what-is-held.ts';
import { lineUserName } from '../../../src/services/say/shown-name.ts';
import { lastForgettingOf } from '../../../src/store/audit/forgettings.ts';
import { subjectMeant } from '../../audit/subject-meant.ts';
import { command, type Session } from '../../command.ts';
import { aLine } from '../../reading/a-line.ts';

export const auditForget = command({
  name: 'audit forget',
  group: 'audit',
  aliases: ['監査 消去', '監査ログ 消去'],
  roles: ['auditor'],
  args: aLine,
  takesLine: true,
  confirm: (session, line) => {
    const meant = whomToForget(session, line);
    if (meant.kind === 'say') return null;
    return {
      text: describeForgetting(session, meant.lineUserId),
      deed: session.words.keeping.deeds.forget,
      words: [`user:"${meant.lineUserId}"`],
    };
  },
  run: (session, line) => {
    const meant = whomToForget(session, line);
    if (meant.kind === 'say') return meant.speech;
    const { context, actor, memberId, words } = session;
    const id = forgetLineUser(context, actor, memberId, meant.lineUserId);
    return { text: words.keeping.forgetting(id) };
  },
});

type Whom =
  | { readonly kind: 'one'; readonly lineUserId: LineUserId }
  | { readonly kind: 'say'; readonly speech: Speech };

/** Whose record it is about, unless a hold or the same wish stands in the way. */
function whomToForget(session: Session, line: string): Whom {
  const { context, words } = session;
  const { keeping } = words;
  const meant = subjectMeant(session, line, { command: 'audit forget', only: 'user' });
  if (meant.kind === 'say') return meant;
  const id = lineUserId(meant.subject.subject);
  const hold = holdOnLineUser(context, id);
  if (hold !== null) {
    const about = nameOfSubject(context, words, hold);
    const text = keeping.forgetHeld(lineUserName(context, id), about, hold.id);
    return { kind: 'say', speech: { text } };
  }
  const last = lastForgettingOf(context.db, id);
  if (last === null) return { kind: 'one', lineUserId: id };
  if (last.stage !== 'done') {
    return { kind: 'say', speech: { text: keeping.forgetUnderWay(last.id) } };
  }
  return isNothingLeft(context, id, forgetOutlook(context, id))
    ? { kind: 'say', speech: { text: keeping.forgottenBefore(last.id) } }
    : { kind: 'one', lineUserId: id };
}

/** What goes, and what cannot be recalled. */
function describeForgetting({ context, words }: Session, id: LineUserId): string {
  const { keeping } = words;
  const { messages, files, rooms, open, waiting, exports } = forgetOutlook(context, id);
  const made = exports.map(({ at, actorName }) => `${formatInstant(at)} ${actorName ?? ''}`.trim());
  return [
    keeping.forgetAsk(lineUserName(context, id)),
    keeping.forgetCounts(messages, files, rooms),
    ...(waiting > 0 ? [keeping.forgetWaiting(waiting)] : []),
    ...(open > 0 ? [keeping.forgetOpen(open)] : []),
    ...keeping.forgetStays,
    ...(exports.length > 0 ? [keeping.forgetExports(made.join(words.layout.between))] : []),
    keeping.forgetAgain,
  ].join('\n');
}
