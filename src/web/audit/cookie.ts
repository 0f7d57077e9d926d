import type { Context as Call } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { publicOrigin, publicPath } from '../../domain/public-base.ts';

/** A page's settings that cookies and forms depend on: its public address. */
interface Place {
  readonly publicUrl: string;
}

const isHttps = ({ publicUrl }: Place) => publicUrl.startsWith('https:');

const NAME = 'kakehashi-audit';

/** Workspaces that share a host have a path each: a browser sends none of them another's session. */
const pathIn = ({ publicUrl }: Place) => publicPath(publicUrl) || '/';

/**
 * `__Host-`: no other host, and no page over plain http, can have set it. Such a cookie belongs to its whole host; where
 * a path of it is ours, `__Secure-` still keeps pages over plain http out.
 */
function nameIn(place: Place): string {
  if (!isHttps(place)) return NAME;
  return pathIn(place) === '/' ? `__Host-${NAME}` : `__Secure-${NAME}`;
}

/** Whether a request's cookies may hold a session: under one of our names, whatever the workspace's address is. */
export const mayHoldSession = (cookies: string | undefined): boolean =>
  cookies?.includes(`${NAME}=`) === true;

/** The session's token in a request; null: none. */
export const sessionTokenOf = (c: Call, place: Place): string | null =>
  getCookie(c, nameIn(place)) ?? null;

/** Gives the browser a session's token, or takes it back (null). */
export function setSessionToken(
  c: Call,
  place: Place,
  token: string | null,
  seconds: number,
): void {
  setCookie(c, nameIn(place), token ?? '', {
    path: pathIn(place),
    httpOnly: true,
    sameSite: 'Strict',
    secure: isHttps(place),
    maxAge: token === null ? 0 : seconds,
  });
}

/**
 * Whether a change may come from a page of ours, by what the browser says. Browsers say
 * `Sec-Fetch-Site` with every request, older ones `Origin` with a form; who says neither is no
 * browser, and led by no other page.
 */
export function mayBeOurPage(c: Call, { publicUrl }: Place): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  return origin === undefined || origin === publicOrigin(publicUrl);
}

/** Whether another site, also one beside ours, sent the browser here. */
export const isFromElsewhere = (c: Call): boolean => isElsewhere(c.req.header('sec-fetch-site'));

/** The same of what the browser says in `Sec-Fetch-Site`. */
export const isElsewhere = (site: string | undefined): boolean =>
  site === 'cross-site' || site === 'same-site';
