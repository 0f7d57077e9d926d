import type { Context as Call } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Context } from '../../context.ts';
import { type Language, languageOf } from '../../domain/language.ts';
import type { LinkRefusal } from '../../services/audit-access/redeem-link.ts';
import { readLink } from '../../store/link.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import { h, type Inner } from './html.ts';
import { showNotice } from './shell.ts';

/** Why somebody sees no page of the log. */
export type Notice =
  | LinkRefusal
  | 'unknown-link'
  | 'no-session'
  | 'session-ended'
  | 'logged-out'
  | 'not-from-here'
  | 'elsewhere';

const STATUS: Readonly<Record<Notice, ContentfulStatusCode>> = {
  'unknown-link': 403,
  'link-used': 410,
  'link-expired': 410,
  role: 403,
  'other-auditor': 403,
  'no-session': 401,
  'session-ended': 401,
  'logged-out': 200,
  'not-from-here': 403,
  elsewhere: 401,
};

/** Says what happened, what it means and what to do; of the log it shows nothing. */
export function answerNotice(c: Call, words: Words, notice: Notice, more: Inner = null): Response {
  const { html, status } = noticePage(words, notice, more);
  return c.html(html, status);
}

/** The same, for who has no call of the app. */
export function noticePage(words: Words, notice: Notice, more: Inner = null) {
  const { notices, askForLink } = words.auditPage;
  const { title, text } = notices[notice];
  const command = words.commands['audit open'].name;
  const body = [h('p', null, text), more, h('p', null, askForLink(words.layout.quoted(command)))];
  const html = showNotice(words, title, notice === 'role' ? body.slice(0, 2) : body);
  return { html, status: STATUS[notice] };
}

/** The words of somebody of whom only the browser is known. */
export function wordsOfStranger({ db }: Context, c: Call): Words {
  return wordsOf(browserLanguage(c.req.header('accept-language'), readLink(db).language));
}

/** @param accepted what the browser says in `Accept-Language` */
export function browserLanguage(accepted: string | undefined, fallback: Language): Language {
  const [first] = (accepted ?? '').split(/[,;]/, 1);
  return languageOf(first?.trim(), fallback);
}
