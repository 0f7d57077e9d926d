import type { Context as Call } from 'hono';
import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { SESSION_MS } from '../../services/audit-access/lasting.ts';
import {
  judgeLink,
  type LinkJudgement,
  type Redeemed,
  redeemLink,
} from '../../services/audit-access/redeem-link.ts';
import { judgeSession } from '../../services/audit-access/session.ts';
import { wordsForMember } from '../../services/say/reader.ts';
import type { AuditLink } from '../../store/audit/audit-access.ts';
import type { Words } from '../../words/words.ts';
import { AUDIT_PATH } from './addresses.ts';
import { mayBeOurPage, sessionTokenOf, setSessionToken } from './cookie.ts';
import { tooMany } from './gate.ts';
import { h } from './html.ts';
import { answerNotice, wordsOfStranger } from './notices.ts';
import { showNotice } from './shell.ts';
import type { AuditEnv } from './viewer.ts';

/**
 * `/audit/open/{token}`: its GET shows a page with a button and changes nothing, since chats load
 * links for a preview; the button's POST redeems the link.
 *
 * @param isTooMany notes a wrong token
 */
export function openPage(context: Context, isTooMany: () => boolean): Hono<AuditEnv> {
  const pages = new Hono<AuditEnv>();
  pages.get('/open/:token', (c) => {
    const judged = judgeLink(context, c.req.param('token'), null);
    if (judged.kind !== 'good') return refuse(c, context, judged, isTooMany);
    const words = wordsForMember(context, judged.link.memberId);
    const { auditPage: say } = words;
    // With `no-referrer` older browsers would send the form without their origin.
    c.header('referrer-policy', 'same-origin');
    const action = `${AUDIT_PATH}/open/${c.req.param('token')}`;
    const form = h(
      'form',
      { method: 'post', action },
      h('button', { type: 'submit', autofocus: true }, say.open),
    );
    return c.html(showNotice(words, say.openTitle, [h('p', null, say.openMeans), form]));
  });
  pages.post('/open/:token', (c) => {
    if (!mayBeOurPage(c, context.settings)) {
      return answerNotice(c, wordsOfStranger(context, c), 'not-from-here');
    }
    const redeemed = redeemLink(context, c.req.param('token'), inSession(c, context));
    if (redeemed.kind !== 'opened') return refuse(c, context, redeemed, isTooMany);
    setSessionToken(c, context.settings, redeemed.sessionToken, SESSION_MS / 1000);
    return c.redirect(redeemed.leadsTo, 303);
  });
  return pages;
}

/** Whose session the browser has. */
function inSession(c: Call, context: Context): MemberId | null {
  const judged = judgeSession(context, sessionTokenOf(c, context.settings));
  return judged.kind === 'open' ? judged.session.memberId : null;
}

/**
 * Whether the browser has a session of the link's own auditor: they pressed it again, or loaded its
 * page again.
 */
const isTheirs = (c: Call, context: Context, { memberId }: AuditLink) =>
  inSession(c, context) === memberId;

const wayBack = ({ auditPage: say }: Words) =>
  h('p', null, h('a', { class: 'button', href: AUDIT_PATH }, say.back));

function refuse(
  c: Call,
  context: Context,
  judged: Exclude<LinkJudgement | Redeemed, { readonly kind: 'good' | 'opened' }>,
  isTooMany: () => boolean,
): Response {
  if (judged.kind === 'refused') {
    const { link, why } = judged;
    const words = wordsForMember(context, link.memberId);
    return answerNotice(c, words, why, isTheirs(c, context, link) ? wayBack(words) : null);
  }
  if (isTooMany()) return tooMany(c);
  return answerNotice(c, wordsOfStranger(context, c), 'unknown-link');
}
