import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { createGate } from './gate.ts';
import { PAGE_HEADERS } from './headers.ts';
import { atPublicPath } from './mounted.ts';
import { nothingHere } from './nothing-here.ts';
import { openPage } from './open.ts';
import { accountPage } from './pages/account.ts';
import { conversationPage } from './pages/conversation.ts';
import { entryPage } from './pages/entry.ts';
import { exportPage } from './pages/export.ts';
import { logPage } from './pages/log.ts';
import { searchPage } from './pages/search.ts';
import { NO_STYLE, STYLE_HEADERS } from './style.ts';
import { createWrongTries } from './tries.ts';
import type { AuditEnv, AuditPageParts } from './viewer.ts';

/** The pages behind the gate. */
const PAGES = [searchPage, conversationPage, entryPage, logPage, exportPage, accountPage];

/** `/audit…` (DESIGN §6.9): what an auditor reads in a browser, by requests without scripts. */
export function createAuditPage(parts: AuditPageParts): Hono<AuditEnv> {
  const app = new Hono<AuditEnv>();
  const isTooMany = createWrongTries(parts.context.clock);
  app.use(atPublicPath(parts.context.settings.publicUrl));
  app.use(withPageHeaders);
  app.use(onlyReadOrPost);
  app.get('/style.css', async (c) => {
    const style = await parts.readAsset('style.css');
    return style === null
      ? c.text(NO_STYLE.text, NO_STYLE.status)
      : c.body(style, 200, STYLE_HEADERS);
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
