import { Hono } from 'hono';
import { LANGUAGES } from '../../../domain/language.ts';
import { logOut } from '../../../services/audit-access/session.ts';
import { noteSessionLanguage } from '../../../store/audit/audit-access.ts';
import { AUDIT_PATH, ownPath } from '../addresses.ts';
import { setSessionToken } from '../cookie.ts';
import { answerNotice } from '../notices.ts';
import type { AuditEnv, AuditPageParts } from '../viewer.ts';

/** The page's language in this session, and the way out. */
export function accountPage({ context }: AuditPageParts): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/language/:language', (c) => {
    const language = LANGUAGES.find((known) => known === c.req.param('language'));
    if (language === undefined) return c.notFound();
    noteSessionLanguage(context.db, c.get('viewer').sessionHash, language);
    return c.redirect(ownPath(c.req.query('back') ?? '') ?? AUDIT_PATH, 303);
  });
  pages.post('/logout', (c) => {
    const { memberId, words } = c.get('viewer');
    logOut(context, memberId);
    setSessionToken(c, context.settings, null, 0);
    return answerNotice(c, words, 'logged-out');
  });
  return pages;
}
