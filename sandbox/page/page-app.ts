import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { actions } from './actions/actions.ts';
import { faultSwitches } from './actions/fault-switches.ts';
import type { AuditFeed } from './audit-feed.ts';
import { pageDocument } from './document/document.ts';
import { guard, safeHeaders } from './guard.ts';
import type { Live } from './live.ts';
import type { Stage } from './stage.ts';
import { viewOf } from './views/view.ts';
import { pageLanguage } from './words/language.ts';
import { pageWords } from './words/words.ts';

const STYLES = ['page', 'panels', 'chat', 'media', 'composer', 'faults'];
const SCRIPTS = [
  ...['app', 'audit', 'bubble', 'chat', 'dom', 'drafts', 'faults', 'flex', 'menus', 'phone'],
  ...['server', 'works'],
];

/** What `/assets/` serves: where each stands, and what it is. */
const ASSETS: ReadonlyMap<string, { readonly file: string; readonly type: string }> = new Map([
  ...STYLES.map((name) => asset('styles', `${name}.css`, 'text/css')),
  ...SCRIPTS.map((name) => asset('browser', `${name}.js`, 'text/javascript')),
]);

function asset(folder: string, name: string, type: string) {
  return [name, { file: `./${folder}/${name}`, type: `${type}; charset=utf-8` }] as const;
}

/** Served as what they are; anything else people upload is a download. */
const SHOWN_TYPES = /^(image\/(png|jpeg|gif|webp)|video\/mp4|audio\/(mp4|x-m4a|mpeg))$/;

/** The page's routes. */
export function pageApp(stage: Stage, feed: AuditFeed, live: Live): Hono {
  const { line, works, company } = stage;
  const switches = faultSwitches(stage);
  const app = new Hono();
  const oaName = () => line.account(company.account.channelId).displayName;
  app.use(safeHeaders, guard);

  app.get('/', (c) => {
    const lang = pageLanguage(c.req.query('lang'), c.req.header('accept-language'));
    const names = { company: company.name, oa: oaName() };
    return c.html(pageDocument(names, pageWords(lang), feed.words(lang)));
  });
  app.get('/assets/:name', (c) => {
    const found = ASSETS.get(c.req.param('name'));
    if (found === undefined) return c.notFound();
    // Read each time: an edit of the page shows without a restart.
    return bytesAnswer(readFileSync(new URL(found.file, import.meta.url)), found.type);
  });
  app.get('/state', (c) =>
    c.json({
      ...viewOf(stage, feed.invitable(), c.req.query()),
      faults: switches.state(),
    }),
  );
  app.get('/live', (c) =>
    streamSSE(c, async (stream) => {
      // Writing never fails: a stream that is gone swallows it.
      const leave = live.join({
        changed: () => void stream.writeSSE({ event: 'changed', data: '' }),
        audit: (entries) => void stream.writeSSE({ event: 'audit', data: JSON.stringify(entries) }),
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      leave();
    }),
  );
  app.get('/photo', (c) => {
    const photo = works.members().find((member) => member.userId === c.req.query('id'))?.photo;
    return photo ? bytesAnswer(photo, 'image/png') : c.notFound();
  });
  app.get('/line-content', (c) => {
    const content = line.content(c.req.query('id') ?? '');
    return content ? uploaded(content.bytes, content.contentType, 'content') : c.notFound();
  });
  app.get('/works-file', (c) => {
    const file = works.file(c.req.query('id') ?? '');
    return file ? uploaded(file.bytes, file.contentType, file.fileName) : c.notFound();
  });
  app.route('/', actions(stage, switches, live.changed));
  app.onError((error, c) => c.json({ error: error.message }, 409));
  return app;
}

function uploaded(bytes: Uint8Array, type: string, name: string): Response {
  if (SHOWN_TYPES.test(type)) return bytesAnswer(bytes, type);
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;
  return bytesAnswer(bytes, 'application/octet-stream', { 'content-disposition': disposition });
}

function bytesAnswer(
  bytes: Uint8Array,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(Uint8Array.from(bytes), { headers: { 'content-type': type, ...headers } });
}
