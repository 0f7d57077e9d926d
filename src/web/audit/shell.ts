import type { Words } from '../../words/words.ts';
import { AUDIT_PATH, TABS, type Tab, tabPath, withQuery } from './addresses.ts';
import { type Html, h, type Inner, textOf } from './html.ts';
import { STYLE_PATH } from './style.ts';
import type { Viewer } from './viewer.ts';

/** One page for an auditor. */
export interface Page {
  readonly viewer: Viewer;
  /** Its heading, also in the browser's title. */
  readonly title: string;
  /** The tab it belongs to; null: none. */
  readonly tab: Tab | null;
  /** Its own address, with its query: another language comes back to it. */
  readonly address: string;
  readonly body: Inner;
}

/** A whole page: skip link, header with tabs, main, footer. */
export function showPage({ viewer, title, tab, address, body }: Page): string {
  const { auditPage: say } = viewer.words;
  return pageText(viewer.words, title, [
    h('a', { class: 'skip', href: '#main' }, say.skip),
    h(
      'header',
      { class: 'top' },
      h('p', { class: 'name' }, h('a', { href: AUDIT_PATH }, say.name)),
      tabsOf(viewer.words, tab),
      accountOf(viewer, address),
    ),
    h('main', { id: 'main', tabindex: -1 }, h('h1', null, title), body),
    h('footer', { class: 'foot' }, h('p', null, say.looksAreRecorded)),
  ]);
}

/** A page for people who have no session: a word, and what can be done. */
export const showNotice = (words: Words, title: string, body: Inner): string =>
  pageText(words, title, [
    h('header', { class: 'top' }, h('p', { class: 'name' }, words.auditPage.name)),
    h('main', { id: 'main', class: 'notice' }, h('h1', null, title), body),
  ]);

function pageText(words: Words, title: string, body: Inner): string {
  const { auditPage: say, language } = words;
  return textOf(
    h(
      'html',
      { lang: language },
      h(
        'head',
        null,
        h('meta', { charset: 'utf-8' }),
        h('title', null, say.titleOf(title)),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('meta', { name: 'robots', content: 'noindex, nofollow' }),
        h('link', { rel: 'stylesheet', href: STYLE_PATH }),
      ),
      h('body', null, body),
    ),
  );
}

function tabsOf({ auditPage: say }: Words, current: Tab | null): Html {
  const item = (tab: Tab) =>
    h(
      'li',
      null,
      h(
        'a',
        { href: tabPath(tab), 'aria-current': tab === current ? 'page' : null },
        say.tabs[tab],
      ),
    );
  return h('nav', { class: 'tabs', 'aria-label': say.tabsLabel }, h('ul', null, TABS.map(item)));
}

/** Who is looking, the other language, and the way out. */
function accountOf({ actor, words, formToken }: Viewer, address: string): Html {
  const { auditPage: say } = words;
  const other = words.language === 'ja' ? 'en' : 'ja';
  const href = withQuery(`${AUDIT_PATH}/language/${other}`, { back: address });
  return h(
    'div',
    { class: 'account' },
    h('span', { class: 'who' }, actor.name),
    h('a', { href, lang: other, hreflang: other }, words.languages.labels[other]),
    h(
      'form',
      { method: 'post', action: withQuery(`${AUDIT_PATH}/logout`, { form: formToken }) },
      h('button', { type: 'submit', class: 'plain' }, say.logout),
    ),
  );
}
