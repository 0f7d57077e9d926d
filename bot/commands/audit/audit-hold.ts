import * as z from 'zod';
import { formatInstant } from '../../../src/domain/jst.ts';
import { inOneLine } from '../../../src/domain/text/lines.ts';
import { clip } from '../../../src/domain/text/text.ts';
import { erasuresWithin } from '../../../src/services/audit/forget/under-way.ts';
import { hold, release } from '../../../src/services/audit/keep/hold.ts';
import { listHolds, nameOfSubject } from '../../../src/services/audit/keep/list-holds.ts';
import type { Forgetting } from '../../../src/store/audit/forgettings.ts';
import { type HoldSubject, holdAbout, standingHold } from '../../../src/store/audit/holds.ts';
import { readRetention } from '../../../src/store/audit/retentions.ts';
import { subjectWord } from '../../audit/choose-subject.ts';
import { subjectMeant } from '../../audit/subject-meant.ts';
import { command, type Session } from '../../command.ts';
import { aLine } from '../../reading/a-line.ts';

const REASON_MAX = 300;

export const auditHold = command({
  name: 'audit hold',
  group: 'audit',
  aliases: ['監査 保全', '監査ログ 保全'],
  roles: ['auditor'],
  args: aLine,
  takesLine: true,
  confirm: (session, line) => {
    const meant = subjectMeant(session, line, { command: 'audit hold' });
    if (meant.kind === 'say') return null;
    const { context, words } = session;
    if (holdAbout(context.db, meant.subject) !== null) return null;
    const erasures = erasuresWithin(context, meant.subject);
    if (isTooLate(meant.subject, erasures)) return null;
    const { keeping } = words;
    const reason = reasonIn(meant.rest);
    return {
      text: [
        keeping.holdAsk(nameOfSubject(context, words, meant.subject)),
        ...keeping.holdEffects,
        ...notKept(session, erasures),
        ...(reason === null ? [] : [keeping.reason(reason)]),
      ].join('\n'),
      deed: keeping.deeds.hold,
      words: [[subjectWord(meant.subject), reason ?? ''].join(' ').trim()],
    };
  },
  run: (session, line) => {
    const meant = subjectMeant(session, line, { command: 'audit hold' });
    if (meant.kind === 'say') return meant.speech;
    const { context, actor, words } = session;
    const { keeping } = words;
    const about = nameOfSubject(context, words, meant.subject);
    const erasures = erasuresWithin(context, meant.subject);
    if (isTooLate(meant.subject, erasures)) {
      return { text: keeping.holdTooLate(about, numbersOf(session, erasures)) };
    }
    const held = hold(context, actor, meant.subject, reasonIn(meant.rest));
    const text = held.kind === 'held' ? keeping.held : keeping.heldBefore;
    return { text: [text(about, held.id), ...notKept(session, erasures)].join('\n') };
  },
});

/** Of a member others' talks are left to be kept; a LINE user or a room goes as a whole. */
const isTooLate = ({ kind }: HoldSubject, erasures: readonly Forgetting[]): boolean =>
  kind !== 'member' && erasures.length > 0;

const notKept = (session: Session, erasures: readonly Forgetting[]): string[] =>
  erasures.length === 0 ? [] : [session.words.keeping.holdNotKept(numbersOf(session, erasures))];

const numbersOf = ({ words }: Session, erasures: readonly Forgetting[]): string =>
  erasures.map(({ id }) => `#${id}`).join(words.layout.between);

/** Why, in one line; null: nothing was said. */
const reasonIn = (rest: string): string | null => clip(inOneLine(rest).trim(), REASON_MAX) || null;

/** Nothing, or a number: `3`, `#3`. */
const releaseArgs = z.union([
  z.tuple([]).transform(() => null),
  z
    .tuple([z.string().regex(/^#?\d{1,15}$/)])
    .transform(([word]) => Number.parseInt(word.replace('#', ''), 10)),
]);

export const auditRelease = command({
  name: 'audit release',
  group: 'audit',
  aliases: ['監査 保全解除', '監査 保全 解除', '監査ログ 保全解除'],
  roles: ['auditor'],
  args: releaseArgs,
  confirm: (session, id) => {
    const { context, words } = session;
    const held = id === null ? null : standingHold(context.db, id);
    if (held === null) return null;
    const { keeping } = words;
    const isErasing = (['content', 'files'] as const).some(
      (what) => readRetention(context.db, what).inForceMs !== null,
    );
    const about = nameOfSubject(context, words, held);
    return {
      text: [keeping.releaseAsk(held.id, about), keeping.releaseEffects(isErasing)].join('\n'),
      deed: keeping.deeds.release,
      words: [`${held.id}`],
    };
  },
  run: (session, id) => {
    if (id === null) return { text: holdsInWords(session) };
    const { context, actor, words } = session;
    const held = standingHold(context.db, id);
    if (held === null) return { text: words.keeping.unknownHold(id) };
    const about = nameOfSubject(context, words, held);
    release(context, actor, held);
    return { text: words.keeping.released(held.id, about) };
  },
});

function holdsInWords({ context, words }: Session): string {
  const { keeping } = words;
  const holds = listHolds(context, words);
  if (holds.length === 0) return keeping.noHolds;
  return [
    keeping.holdList(holds.length),
    ...holds.map(({ id, about, heldAt, heldBy, reason }) =>
      keeping.holdRow(id, about, formatInstant(heldAt), heldBy, reason),
    ),
    keeping.releaseHint,
  ].join('\n\n');
}
