import { wordsOf } from '../../words/words.ts';
import { AUDIT_PATH } from './addresses.ts';
import { isElsewhere, mayHoldSession } from './cookie.ts';
import { linksAt } from './mounted.ts';
import { browserLanguage, noticePage } from './notices.ts';

/** A request for a page of the log, by what is known of it without its workspace. */
interface Asked {
  /** From the root of the workspace. */
  readonly path: string;
  /** The workspace's own path on its host; empty: it stands at the root. */
  readonly mount: string;
  readonly header: (name: string) => string | undefined;
}

/**
 * What the gate answers somebody who has no session, where that needs nothing of the workspace; null: the workspace has
 * to be asked.
 */
export function pageForStranger({
  path,
  mount,
  header,
}: Asked): ReturnType<typeof noticePage> | null {
  if (path.startsWith(`${AUDIT_PATH}/open/`)) return null;
  if (mayHoldSession(header('cookie')) || isElsewhere(header('sec-fetch-site'))) return null;
  const accepted = header('accept-language');
  const language = browserLanguage(accepted, 'ja');
  // Without a language of their own they are spoken to in the company's.
  if (language !== browserLanguage(accepted, 'en')) return null;
  const { html, status } = noticePage(wordsOf(language), 'no-session');
  return { html: linksAt(mount, html), status };
}
