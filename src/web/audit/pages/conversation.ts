import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import { type Context, record } from '../../../context.ts';
import type { ChannelId, EntryId } from '../../../domain/ids.ts';
import { formatInstant } from '../../../domain/jst.ts';
import { readTalk } from '../../../services/audit/talk/read-talk.ts';
import { type Talk, talkAround } from '../../../services/audit/talk/talk.ts';
import type { WindowAt } from '../../../services/audit/talk/window.ts';
import { lineUserName } from '../../../services/say/shown-name.ts';
import { noteLooked } from '../../../store/audit/audit-access.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import { readAccount } from '../../../store/line/official-accounts.ts';
import type { Words } from '../../../words/words.ts';
import { AUDIT_PATH, EXPORT_PATH, entryPath, withQuery } from '../addresses.ts';
import { readEntryId } from '../entry-id.ts';
import { type Html, h } from '../html.ts';
import { nothingHere } from '../nothing-here.ts';
import { showPage } from '../shell.ts';
import { bubbleList, type View } from '../talk/bubbles.ts';
import { partiesOf } from '../talk/parties.ts';
import type { AuditEnv, AuditPageParts, Viewer } from '../viewer.ts';

/** Messages and events on one page. */
const SIZE = 60;
const VIEWS: readonly View[] = ['log', 'line', 'works'];

/** `GET /audit/conversation/:entryId`: the talk around a message. */
export function conversationPage(parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/conversation/:entryId', async (c) => {
    const { context } = parts;
    const hit = readEntryId(c.req.param('entryId'));
    if (hit === null || entryOf(context.db, hit) === null) return nothingHere(c);
    const talk = talkAround(context, hit);
    if (talk === null) return c.redirect(entryPath(hit), 303);
    return await showTalk(c, parts, talk, hit);
  });
  return pages;
}

async function showTalk(
  c: Call<AuditEnv>,
  { context }: AuditPageParts,
  talk: Talk,
  hit: EntryId,
): Promise<Response> {
  const viewer = c.get('viewer');
  const { words } = viewer;
  const { auditTalk: say } = words;
  const view = VIEWS.find((each) => each === c.req.query('view')) ?? 'log';
  const before = readEntryId(c.req.query('before'));
  const after = readEntryId(c.req.query('after'));
  const at: WindowAt = before !== null ? { before } : after !== null ? { after } : { around: hit };
  noteLook(context, viewer, talk);
  const page = await readTalk(context, talk, at, SIZE);
  const where = { before: String(before ?? ''), after: String(after ?? '') };
  const address = (query: Readonly<Record<string, string>>) =>
    withQuery(`${AUDIT_PATH}/conversation/${hit}`, query);
  const viewIn = view === 'log' ? '' : view;
  const turn = (label: string, query: Readonly<Record<string, string>>, rel: string) =>
    h('li', null, h('a', { href: address({ view: viewIn, ...query }), rel }, label));
  const turns = [
    page.earlier === null ? null : turn(say.earlier, { before: String(page.earlier) }, 'prev'),
    page.later === null ? null : turn(say.later, { after: String(page.later) }, 'next'),
  ];
  const nav = (place: string) =>
    turns.every((each) => each === null)
      ? null
      : h(
          'nav',
          { class: 'paging', 'aria-label': `${say.pages} (${place})` },
          h('ul', null, turns),
        );
  const list = { context, words, view, hit, erasers: page.erasers };
  const body = [
    h('p', { class: 'lead' }, say.account(accountName(context, talk.channelId), talk.channelId)),
    h('p', { class: 'on-paper' }, say.seen(formatInstant(context.clock.now()), viewer.actor.name)),
    h('p', { class: 'take' }, h('a', { href: exportOf(talk) }, say.exportTalk)),
    partiesOf(context, words, talk),
    viewSwitch(words, view, (each) => address({ view: each === 'log' ? '' : each, ...where })),
    nav('1'),
    page.items.length === 0 ? h('p', null, say.noMore) : await bubbleList(list, page.items),
    nav('2'),
  ];
  const title = say.title(lineUserName(context, talk.lineUserId));
  const here = address({ view: viewIn, ...where });
  return c.html(showPage({ viewer, title, tab: 'messages', address: here, body }));
}

/** The proof of this talk: all that its LINE user wrote and was written. */
const exportOf = ({ lineUserId }: Talk) =>
  withQuery(EXPORT_PATH, { format: 'jsonl', user: lineUserId, go: '1' });

function viewSwitch(
  { auditTalk: say }: Words,
  view: View,
  addressOf: (view: View) => string,
): Html {
  const item = (each: View) =>
    h(
      'li',
      null,
      h(
        'a',
        { href: addressOf(each), 'aria-current': each === view ? 'true' : null },
        say.view[each],
      ),
    );
  return h(
    'nav',
    { class: 'views', 'aria-label': say.views },
    h('ul', null, VIEWS.map(item)),
    h('p', { class: 'hint' }, say.viewMeans[view]),
  );
}

/** Opening a talk is an entry; to leaf through it, or to load it again, is no other look. */
function noteLook(context: AuditPageParts['context'], viewer: Viewer, talk: Talk): void {
  const { channelId, lineUserId } = talk;
  const looked = viewer.digest(`talk ${channelId} ${lineUserId}`);
  if (looked === viewer.looked) return;
  context.store.transaction(() => {
    record(context, {
      action: 'audit.read',
      actor: viewer.actor,
      outcome: 'ok',
      channelId,
      lineUserId,
      lineUserName: lineUserName(context, lineUserId),
    });
    noteLooked(context.db, viewer.sessionHash, looked);
  });
}

/** An OA by the name that LINE gives it; an empty one while none is known. */
function accountName({ db }: Context, channelId: ChannelId): string {
  const account = readAccount(db, channelId);
  return [account?.displayName, account?.basicId].filter(Boolean).join(' ');
}
