import { Hono } from 'hono';
import type { AuditEnv, AuditPageParts } from '../viewer.ts';

/** `GET /audit/entry/:entryId`: one entry of the log. */
export function entryPage(_parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/entry/:entryId', (c) => c.notFound());
  return pages;
}
