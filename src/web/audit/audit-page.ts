import { type Context as Call, Hono, type MiddlewareHandler } from 'hono';
import { AUDIT_PATH } from './addresses.ts';
import { createGate } from './gate.ts';
import { PAGE_HEADERS } from './headers.ts';
import { h } from './html.ts';
import { openPage } from './open.ts';
import { accountPage } from './pages/account.ts';
import { conversationPage } from './pages/conversation.ts';
import { entryPage } from './pages/entry.ts';
import { logPage } from './pages/log.ts';
import { searchPage } from './pages/search.ts';
import { showPage } from './shell.ts';
import { STYLE } from './style.ts';
import { createWrongTries } from './tries.ts';
import type { AuditEnv, AuditPageParts } from './viewer.ts';

/** The pages behind the gate. */
const PAGES = [searchPage, conversationPage, entryPage, logPage, accountPage];

/** `/audit…` (DESIGN §6.9): what an auditor reads in a browser, by requests without scripts. */
export function createAuditPage(parts: AuditPageParts): Hono<AuditEnv> {
  const app = new Hono<AuditEnv>();
  const isTooMany = createWrongTries(parts.context.clock);
  app.use(withPageHeaders);
  app.use(onlyReadOrPost);
  app.get('/style.css', (c) => {
    c.header('cache-control', 'public, max-age=31536000, immutable');
    return c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' });
  });
  app.route('/', openPage(parts.context, isTooMany));
  app.use(createGate(parts.context, isTooMany));
  for (const page of PAGES) app.route('/', page(parts));
  app.all('*', (c) => nothingHere(c));
  return app;
}

/** Set after the page was made, so that no page can leave one out; what a page set itself stays. */
const withPageHeaders: MiddlewareHandler<AuditEnv> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(PAGE_HEADERS)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};

const onlyReadOrPost: MiddlewareHandler<AuditEnv> = async (c, next) => {
  if (['GET', 'HEAD', 'POST'].includes(c.req.method)) return await next();
  return c.text('method not allowed', 405, { allow: 'GET, HEAD, POST' });
};

/** For an auditor: no such page, or no such entry. */
export function nothingHere(c: Call<AuditEnv>): Response {
  const viewer = c.get('viewer');
  const { auditPage: say } = viewer.words;
  const body = [
    h('p', null, say.notFoundMeans),
    h('p', null, h('a', { href: AUDIT_PATH }, say.toSearch)),
  ];
  const page = { viewer, title: say.notFound, tab: null, address: AUDIT_PATH, body };
  return c.html(showPage(page), 404);
}
