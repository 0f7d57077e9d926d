import { Hono } from 'hono';
import type { AuditEnv, AuditPageParts } from '../viewer.ts';

/** `GET /audit/conversation/:entryId`: the talk around a message. */
export function conversationPage(_parts: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/conversation/:entryId', (c) => c.notFound());
  return pages;
}
