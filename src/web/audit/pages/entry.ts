import { Hono } from 'hono';
import { type Context, record } from '../../../context.ts';
import { type EntryId, entryId } from '../../../domain/ids.ts';
import { NO_HEAD } from '../../../proof/hashes.ts';
import { endInWords } from '../../../services/audit/end-in-words.ts';
import { lineUserInLog, memberInLog } from '../../../services/audit/names.ts';
import { erasersOf } from '../../../services/audit/talk/erasers.ts';
import { readMessage } from '../../../services/audit/talk/message.ts';
import { type Entry, talkAround } from '../../../services/audit/talk/talk.ts';
import { noteLooked } from '../../../store/audit/audit-access.ts';
import { contentOf, entryOf } from '../../../store/audit/audit-log.ts';
import { entriesAboutAny } from '../../../store/audit/talk-entries.ts';
import { readMedia } from '../../../store/files/media.ts';
import type { Words } from '../../../words/words.ts';
import { conversationPath, entryPath } from '../addresses.ts';
import { readEntryId } from '../entry-id.ts';
import { type Html, h, type Inner } from '../html.ts';
import { nothingHere } from '../nothing-here.ts';
import { showPage } from '../shell.ts';
import { fileCard } from '../talk/files.ts';
import { lookOnLine, lookOnWorks } from '../talk/looks.ts';
import { actorOf, named } from '../talk/names.ts';
import { erasedBy, longText, lookOf } from '../talk/said.ts';
import { timeOf } from '../time.ts';
import type { AuditEnv, AuditPageParts, Viewer } from '../viewer.ts';

const MOST_FOLLOWED = 100;

/** `GET /audit/entry/:entryId`: one entry of the log. */
export function entryPage({ context }: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/entry/:entryId', async (c) => {
    const viewer = c.get('viewer');
    const id = readEntryId(c.req.param('entryId'));
    const entry = id === null ? null : entryOf(context.db, id);
    if (entry === null) return nothingHere(c);
    noteLook(context, viewer, entry);
    const { words } = viewer;
    const isErased = entry.contentDigest !== '' && contentOf(context.db, entry.id) === null;
    const erasers = isErased ? await erasersOf(context, [entry.id]) : new Map<EntryId, Entry>();
    const hasTalk = talkAround(context, entry.id) !== null;
    const body = [
      hasTalk
        ? h('p', null, h('a', { href: conversationPath(entry.id) }, words.auditTalk.toTalk))
        : null,
      isErased ? erasedBy(context, words, erasers.get(entry.id)) : null,
      fieldList(context, words, entry),
      entry.action === 'message.receive' ? bothLooks(context, words, entry) : null,
      followed(context, words, entry),
      neighbours(context, words, entry.id),
    ];
    const title = words.auditTalk.entryTitle(entry.id);
    return c.html(showPage({ viewer, title, tab: null, address: entryPath(entry.id), body }));
  });
  return pages;
}

/** Every field, in words and as it stands in the log. */
function fieldList(context: Context, words: Words, entry: Entry): Html {
  const { auditTalk, auditLog, auditForm, kinds } = words;
  const { fields: say } = auditTalk;
  const { lineUserId, memberId, channelId, roomId, direction, kind, aboutId, facts } = entry;
  const content = contentOf(context.db, entry.id);
  const file = readMedia(context.db, entry.id);
  const kindNames: Readonly<Record<string, string>> = kinds.names;
  const withId = (name: Inner, id: string): Inner => [name, ' ', h('code', null, id)];
  const rows: (readonly [string, Inner])[] = [
    [say.at, timeOf(entry.at)],
    [say.action, withId(auditLog.actions[entry.action] ?? entry.action, entry.action)],
    [say.actor, withId(h('bdi', null, actorOf(context, words, entry)), entry.actorId)],
    [say.outcome, ownEnd(words, entry)],
    [say.lineUser, lineUserId && withId(named(words, lineUserInLog(context, entry)), lineUserId)],
    [
      say.member,
      memberId && withId(named(words, memberInLog(context, memberId, entry.memberName)), memberId),
    ],
    [say.channel, channelId && h('code', null, channelId)],
    [say.room, roomId && auditForm.roomNumber(roomId)],
    [say.direction, direction && auditForm.directions[direction]],
    [say.kind, kind && (kindNames[kind] ?? kind)],
    [say.about, aboutId && h('a', { href: entryPath(aboutId) }, auditTalk.entry(aboutId))],
    [say.text, content && content.text !== '' && longText(content.text)],
    [say.detail, content?.detail != null && h('pre', null, clipped(content.detail))],
    [say.file, file && fileCard(context, words, file)],
    [say.facts, facts !== '{}' && h('pre', null, clipped(facts))],
    [say.digest, entry.contentDigest !== '' && h('code', null, entry.contentDigest)],
    [say.head, h('code', null, entry.hash)],
    [say.before, h('code', null, entryOf(context.db, before(entry.id))?.hash ?? NO_HEAD)],
  ];
  return h(
    'dl',
    { class: 'fields' },
    rows
      .filter(([, value]) => value !== null && value !== false && value !== '')
      .map(([label, value]) => h('div', null, h('dt', null, label), h('dd', null, value))),
  );
}

/** How it ended by this entry alone: what became of a relayed message is told below. */
const ownEnd = (words: Words, entry: Entry): string =>
  (entry.outcome === 'relayed' ? words.auditLog.outcomes[entry.outcome] : undefined) ??
  endInWords(words, entry);

const DETAIL_MAX = 20_000;
const clipped = (text: string) => text.slice(0, DETAIL_MAX);
const before = (id: EntryId) => entryId(id - 1);

/** How a message looked to the LINE user and to the member. */
function bothLooks(context: Context, words: Words, entry: Entry): Html | null {
  const { auditTalk: say } = words;
  const message = readMessage(context, entry);
  if (message.text === null) return null;
  const side = (which: 'line' | 'works') => {
    const look = which === 'line' ? lookOnLine(context, message) : lookOnWorks(context, message);
    const isOwn = (message.direction === 'in') === (which === 'line');
    return h(
      'section',
      { class: `look talk-${which}` },
      h('h3', null, say.view[which]),
      h(
        'div',
        { class: `message ${isOwn ? 'own' : 'other'}` },
        h(
          'div',
          { class: 'bubble' },
          look === null
            ? h('p', { class: 'not-there' }, say.notThere)
            : [
                look.name === null ? null : h('p', { class: 'sender' }, look.name),
                lookOf(context, words, message, look),
              ],
        ),
      ),
    );
  };
  return h(
    'section',
    { class: 'looks' },
    h('h2', null, say.looks),
    h('div', { class: 'pair' }, side('line'), side('works')),
  );
}

function followed(context: Context, words: Words, { id }: Entry): Html | null {
  const later = entriesAboutAny(context.db, id, MOST_FOLLOWED);
  if (later.length === 0) return null;
  const item = (entry: Entry) =>
    h(
      'li',
      null,
      timeOf(entry.at),
      ' ',
      h(
        'a',
        { href: entryPath(entry.id) },
        words.auditLog.actions[entry.action] ?? entry.action,
        h('span', { class: 'hidden' }, ` ${words.auditTalk.entry(entry.id)}`),
      ),
      ' ',
      h('span', { class: `outcome outcome-${entry.outcome}` }, endInWords(words, entry)),
    );
  return h(
    'section',
    null,
    h('h2', null, words.auditTalk.followed),
    h('ol', { class: 'followed' }, later.map(item)),
  );
}

function neighbours({ db }: Context, { auditTalk: say }: Words, id: EntryId): Html {
  const [previous, next] = [entryId(id - 1), entryId(id + 1)];
  const link = (to: EntryId, label: string, rel: string) =>
    entryOf(db, to) === null ? null : h('li', null, h('a', { href: entryPath(to), rel }, label));
  return h(
    'nav',
    { class: 'paging', 'aria-label': say.entryTitle(id) },
    h('ul', null, link(previous, say.previousEntry, 'prev'), link(next, say.nextEntry, 'next')),
  );
}

/** Words that are shown are looked at; who loads the page again looks no second time. */
function noteLook(context: Context, viewer: Viewer, entry: Entry): void {
  if (entry.contentDigest === '') return;
  const looked = viewer.digest(`entry ${entry.id}`);
  if (looked === viewer.looked) return;
  context.store.transaction(() => {
    record(context, {
      action: 'audit.read',
      actor: viewer.actor,
      outcome: 'ok',
      facts: { entry: entry.id },
    });
    noteLooked(context.db, viewer.sessionHash, looked);
  });
}
