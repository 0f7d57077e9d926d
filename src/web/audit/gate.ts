import type { Context as Call, MiddlewareHandler } from 'hono';
import type { Context } from '../../context.ts';
import { actingAdmin } from '../../services/audit/actors.ts';
import { endWithRole, judgeSession } from '../../services/audit-access/session.ts';
import { isSame, sessionDigest } from '../../services/audit-access/tokens.ts';
import { wordsForMember } from '../../services/say/reader.ts';
import type { AuditSession } from '../../store/audit/audit-access.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { isFromElsewhere, mayBeOurPage, sessionTokenOf, setSessionToken } from './cookie.ts';
import { h } from './html.ts';
import { answerNotice, wordsOfStranger } from './notices.ts';
import type { AuditEnv, Viewer } from './viewer.ts';

/**
 * Lets requests of an auditor with an open session through to the pages, and answers every other in
 * words. Session and role are looked up at each request.
 *
 * @param isTooMany notes a wrong token
 */
export function createGate(
  context: Context,
  isTooMany: () => boolean,
): MiddlewareHandler<AuditEnv> {
  return async (c, next) => {
    if (isFromElsewhere(c)) return continueHere(c, context);
    const token = sessionTokenOf(c, context.settings);
    const judged = judgeSession(context, token);
    switch (judged.kind) {
      case 'none':
        if (token !== null && isTooMany()) return tooMany(c);
        return answerNotice(c, wordsOfStranger(context, c), 'no-session');
      case 'expired':
        setSessionToken(c, context.settings, null, 0);
        return answerNotice(c, wordsIn(context, judged.session), 'session-ended');
      case 'no-role':
        endWithRole(context, judged.session.memberId);
        return answerNotice(c, wordsIn(context, judged.session), 'role');
      case 'open': {
        const viewer = viewerOf(context, judged.session, token ?? '');
        if (!isRead(c) && !isMeant(c, context, viewer)) {
          return answerNotice(c, viewer.words, 'not-from-here');
        }
        c.set('viewer', viewer);
        return await next();
      }
      default:
        return judged satisfies never;
    }
  };
}

/** Too many wrong tokens. */
export const tooMany = (c: Call): Response =>
  c.text('Too many requests. Please try again in a minute.', 429, { 'retry-after': '60' });

/**
 * Another site sent the browser here: it has not sent the cookie (SameSite=Strict), and a page of
 * that site may have wanted a search in the auditor's name. The same address, pressed here, opens.
 */
function continueHere(c: Call, context: Context): Response {
  const words = wordsOfStranger(context, c);
  if (!isRead(c)) return answerNotice(c, words, 'not-from-here');
  const { pathname, search } = new URL(c.req.url);
  const href = `${pathname}${search}`;
  return answerNotice(
    c,
    words,
    'elsewhere',
    h('p', null, h('a', { class: 'button', href }, words.auditPage.continueHere)),
  );
}

const isRead = (c: Call) => c.req.method === 'GET' || c.req.method === 'HEAD';

/** A change is meant when it comes from a page of ours that this session was shown. */
const isMeant = (c: Call, { settings }: Context, { formToken }: Viewer) =>
  (mayBeOurPage(c, settings) || c.req.header('origin') === 'null') &&
  isSame(c.req.query('form') ?? '', formToken);

const wordsIn = (context: Context, session: AuditSession): Words =>
  session.language === null ? wordsForMember(context, session.memberId) : wordsOf(session.language);

function viewerOf(context: Context, session: AuditSession, token: string): Viewer {
  return {
    memberId: session.memberId,
    actor: actingAdmin(context, session.memberId),
    words: wordsIn(context, session),
    sessionHash: session.tokenHash,
    formToken: sessionDigest(token, 'form'),
    digest: (what) => sessionDigest(token, what),
    looked: session.looked,
    endsAt: session.endsAt,
  };
}
