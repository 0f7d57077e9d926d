import type { MemberDesk } from './people.ts';
import type { World } from './world.ts';

/** A browser without a window: it keeps cookies, and follows nothing by itself. */
export interface AuditBrowser {
  /** The cookies it has, as it would send them. */
  cookie: string;
  get(address: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(address: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** @param bridge the bridge's own address, whatever the links say */
export function auditBrowser(bridge: string): AuditBrowser {
  const request = async (method: string, address: string, headers: Record<string, string>) => {
    const url = new URL(address, bridge);
    const answer = await fetch(`${bridge}${url.pathname}${url.search}`, {
      method,
      redirect: 'manual',
      headers: { ...(browser.cookie === '' ? {} : { cookie: browser.cookie }), ...headers },
    });
    for (const set of answer.headers.getSetCookie()) {
      browser.cookie = /max-age=0/i.test(set) ? '' : (set.split(';')[0] ?? '');
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const browser: AuditBrowser = {
    cookie: '',
    get: (address, headers = {}) => request('GET', address, headers),
    post: (address, headers = { 'sec-fetch-site': 'same-origin' }) =>
      request('POST', address, headers),
  };
  return browser;
}

/** The link that an auditor is given by the command. */
export async function linkFor(auditor: MemberDesk): Promise<string> {
  await auditor.commands('監査 画面');
  return /https?:\/\/\S+\/audit\/open\/\S+/.exec(auditor.lastAnswer)?.[0] ?? '';
}

/** Where a world's bridge listens. */
export const addressOf = ({ bridge }: World): string => `http://127.0.0.1:${bridge.port}`;

/** A browser in which this auditor has opened the page. */
export async function openedBy(world: World, auditor: MemberDesk): Promise<AuditBrowser> {
  const browser = auditBrowser(addressOf(world));
  await browser.post(await linkFor(auditor));
  return browser;
}

/** The address of a page's form, by a word in it. */
export const formIn = (page: string, word: string): string =>
  [...page.matchAll(/<form[^>]* action="([^"]*)"/g)]
    .map(([, action = '']) => action.replaceAll('&amp;', '&'))
    .find((action) => action.includes(word)) ?? '';
