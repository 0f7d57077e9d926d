import { Hono } from 'hono';
import type { AuditEnv, AuditPageParts } from '../viewer.ts';

/** `GET /audit/log`: the state of the log. */
export function logPage(_parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/log', (c) => c.notFound());
  return pages;
}
