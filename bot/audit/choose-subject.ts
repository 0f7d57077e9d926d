import { lineUserId, memberId } from '../../src/domain/ids.ts';
import { encodePress, LONGEST_PRESS } from '../../src/domain/messages/press.ts';
import {
  LABEL_MAX,
  SAYS_MAX,
  type SayButton,
  type Speech,
} from '../../src/domain/messages/speech.ts';
import { clip } from '../../src/domain/text/text.ts';
import { nameOfSubject } from '../../src/services/audit/keep/list-holds.ts';
import { lineUserName, memberNameIn } from '../../src/services/say/shown-name.ts';
import type { HoldSubject } from '../../src/store/audit/holds.ts';
import { roomsWith } from '../../src/store/talks/talk-rooms.ts';
import type { Session } from '../command.ts';
import { MOST_CHOICES } from '../people/several.ts';

/** What is said again with the one who is meant. */
export interface SubjectChoice {
  readonly command: string;
  readonly who: string;
  readonly rest: string;
}

/** How a line names a subject beyond doubt. */
export const subjectWord = ({ kind, subject }: HoldSubject): string => {
  if (kind === 'room') return `#${subject}`;
  return kind === 'member' ? `member:"${subject}"` : `user:"${subject}"`;
};

/** Everyone who may be meant; a button says the command again with the id. */
export function chooseSubject(
  session: Session,
  choice: SubjectChoice,
  subjects: readonly HoldSubject[],
): Speech {
  const { keeping, layout } = session.words;
  const shown = subjects.slice(0, MOST_CHOICES);
  const more = subjects.length - shown.length;
  return {
    text: [
      keeping.several(choice.who),
      ...shown.map((subject) => layout.item(describe(session, subject))),
      ...(more > 0 ? [keeping.more(more)] : []),
    ].join('\n'),
    buttons: shown.map((subject) => buttonFor(session, choice, subject)),
  };
}

/** LINE users may bear one name: whom they talk with tells them apart, and the end of the id. */
function describe(session: Session, subject: HoldSubject): string {
  const { context, words } = session;
  const name = nameOfSubject(context, words, subject);
  if (subject.kind !== 'line-user') return name;
  const rooms = roomsWith(context.db, lineUserId(subject.subject));
  const members = [...new Set(rooms.map((room) => memberNameIn(context, room.memberId, words)))];
  const talks = words.keeping.talksWith(members.join(words.layout.between));
  return `${name} …${subject.subject.slice(-6)} / ${talks}`;
}

function buttonFor(session: Session, choice: SubjectChoice, subject: HoldSubject): SayButton {
  const { context, words } = session;
  const isUser = subject.kind === 'line-user';
  const name = isUser
    ? `${lineUserName(context, lineUserId(subject.subject))} …${subject.subject.slice(-6)}`
    : memberNameIn(context, memberId(subject.subject), words);
  const line = `${choice.command} ${subjectWord(subject)}`;
  const rest = choice.rest === '' ? '' : ` ${choice.rest}`;
  const whole = encodePress({ do: 'run', line: `${line}${rest}` });
  return {
    label: clip(name, LABEL_MAX),
    // A button holds only so much: a long reason is left out, as the question shows.
    token: whole.length <= LONGEST_PRESS ? whole : encodePress({ do: 'run', line }),
    says: clip(describe(session, subject), SAYS_MAX),
  };
}
