import type { Context } from '../../../context.ts';
import { LINE_NOTICES } from '../../../domain/delivery/errand.ts';
import type { EntryId } from '../../../domain/ids.ts';
import { formatInstant } from '../../../domain/jst.ts';
import { fieldOf } from '../../../proof/lenient-json.ts';
import { endInWords } from '../../../services/audit/end-in-words.ts';
import type { TalkMessage } from '../../../services/audit/talk/message.ts';
import type { TalkItem, TalkPage } from '../../../services/audit/talk/read-talk.ts';
import type { Entry } from '../../../services/audit/talk/talk.ts';
import { contentOf } from '../../../store/audit/audit-log.ts';
import type { Words } from '../../../words/words.ts';
import { entryAnchor, entryPath } from '../addresses.ts';
import { type Html, h, type Inner } from '../html.ts';
import { inTurns } from '../in-turns.ts';
import { timeOf } from '../time.ts';
import { lookOnLine, lookOnWorks } from './looks.ts';
import { actorOf, named } from './names.ts';
import { erasedBy, lookOf, saidOn } from './said.ts';

/** The side whose sight is shown; `log`: what is on record. */
export type View = 'log' | 'line' | 'works';

export interface TalkParts {
  readonly context: Context;
  readonly words: Words;
  readonly view: View;
  /** The entry that the page was opened for. */
  readonly hit: EntryId | null;
  readonly erasers: TalkPage['erasers'];
}

/** Characters that reading and composing one item costs about as much as. */
const AN_ITEM = 300;

/** The items of a talk, oldest first, with a line above each day. */
export async function bubbleList(parts: TalkParts, items: readonly TalkItem[]): Promise<Html> {
  const units = (item: TalkItem) =>
    AN_ITEM + (item.is === 'message' ? (item.text?.length ?? 0) : 0);
  let day = '';
  const made = await inTurns(items, units, (item) => {
    const today = formatInstant(item.at).slice(0, 10);
    const isNewDay = today !== day;
    day = today;
    return [
      isNewDay ? h('li', { class: 'day' }, h('h3', null, today)) : null,
      item.is === 'message' ? bubble(parts, item) : eventLine(parts, item.entry),
    ];
  });
  return h('ol', { class: `talk talk-${parts.view}` }, made);
}

function bubble(parts: TalkParts, message: TalkMessage): Html {
  const { words, hit } = parts;
  const { auditTalk: say } = words;
  const { id, direction } = message;
  const isHit = id === hit;
  return h(
    'li',
    { class: `message ${direction}${isHit ? ' hit-here' : ''}`, id: entryAnchor(id) },
    isHit ? h('p', { class: 'hit-mark' }, say.hit) : null,
    headOf(parts, message),
    h('div', { class: 'bubble' }, insideOf(parts, message)),
    h(
      'p',
      { class: 'fate' },
      h('span', { class: `outcome outcome-${message.outcome}` }, endInWords(words, message)),
      ' ',
      h('a', { href: entryPath(id) }, say.entry(id)),
    ),
  );
}

/** Who wrote to whom, and when. */
function headOf({ words }: TalkParts, message: TalkMessage): Html {
  const { auditTalk: say } = words;
  const user = named(words, message.lineUser);
  const names = message.members.flatMap(({ name }, index) => [
    ...(index > 0 ? [' → '] : []),
    named(words, name),
  ]);
  const members: Inner = names.length === 0 ? say.none : names;
  const [from, to] = message.direction === 'in' ? [user, members] : [members, user];
  return h(
    'p',
    { class: 'head' },
    h('span', { class: 'writer' }, from),
    h('span', { class: 'to' }, ' → ', to),
    ' ',
    timeOnly(message.at),
  );
}

function insideOf(parts: TalkParts, message: TalkMessage): Inner {
  const { context, words, view, erasers } = parts;
  if (contentOf(context.db, message.id) === null) {
    return erasedBy(context, words, erasers.get(message.id));
  }
  if (view === 'log') return saidOn(context, words, message);
  const look = view === 'line' ? lookOnLine(context, message) : lookOnWorks(context, message);
  if (look === null) return h('p', { class: 'not-there' }, words.auditTalk.notThere);
  return [
    look.name === null ? null : h('p', { class: 'sender' }, look.name),
    lookOf(context, words, message, look),
  ];
}

/** Anything but a message: a room that opened, a handover, a notice. */
function eventLine({ words, hit, context, erasers }: TalkParts, entry: Entry): Html {
  const { auditLog, auditSearch, auditTalk: say } = words;
  const { id, action, reason, memberId, memberName, actorId } = entry;
  const what = noticeIn(words, entry) ?? auditLog.actions[action] ?? action;
  const why = reason === null ? undefined : auditLog.reasons[reason];
  // A handover is not called one twice.
  const isSaid = why === undefined || what.toLowerCase().includes(why.toLowerCase());
  const member = memberName ?? memberId;
  const text = contentOf(context.db, id)?.text ?? null;
  const isErased = text === null && entry.contentDigest !== '';
  return h(
    'li',
    { class: `event${id === hit ? ' hit-here' : ''}`, id: entryAnchor(id) },
    h(
      'p',
      null,
      timeOnly(entry.at),
      ' ',
      h('bdi', null, actorOf(context, words, entry)),
      ' ',
      h('a', { href: entryPath(id) }, isSaid ? what : auditSearch.because(what, why)),
      member === null || memberId === actorId ? null : h('bdi', null, say.aboutMember(member)),
      text === null ? null : [' ', h('bdi', null, words.layout.quoted(text))],
    ),
    isErased ? erasedBy(context, words, erasers.get(id)) : null,
  );
}

function noticeIn({ auditTalk: say }: Words, { action, facts }: Entry): string | null {
  if (action !== 'notice.deliver') return null;
  const code = fieldOf(JSON.parse(facts), 'notice');
  const notice = LINE_NOTICES.find((each) => each === code);
  return notice === undefined ? null : say.notice(say.notices[notice]);
}

/** The day stands above. */
const timeOnly = (at: number): Html => timeOf(at, 'time');
