import type { Context as Call } from 'hono';
import { AUDIT_PATH } from './addresses.ts';
import { h } from './html.ts';
import { showPage } from './shell.ts';
import type { AuditEnv } from './viewer.ts';

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
