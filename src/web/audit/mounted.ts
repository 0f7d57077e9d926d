import type { MiddlewareHandler } from 'hono';
import { publicPath } from '../../domain/public-base.ts';
import { AUDIT_PATH } from './addresses.ts';
import type { AuditEnv } from './viewer.ts';

/*
 * Pages write their links from the root of the workspace. Where that is not the root of its host, what a browser
 * follows gets the path in front here, in one place: no page can forget it.
 */

/**
 * An attribute that leads to a page of ours. Texts and values of others can't look like one: in our markup every quote
 * of theirs is escaped.
 */
const OWN_LINK = new RegExp(` (href|action|src)="(?=${AUDIT_PATH}[/?#"])`, 'g');
const OWN_PATH = new RegExp(`^${AUDIT_PATH}(?=[/?#]|$)`);

/** Makes links, forms and redirects lead to the workspace's public address. */
export function atPublicPath(publicUrl: string): MiddlewareHandler<AuditEnv> {
  const path = publicPath(publicUrl);
  return async (c, next) => {
    await next();
    if (path === '') return;
    const location = c.res.headers.get('location');
    if (location !== null && OWN_PATH.test(location)) {
      c.res.headers.set('location', `${path}${location}`);
    }
    if (c.res.headers.get('content-type')?.startsWith('text/html') !== true) return;
    const page = await c.res.text();
    c.res = new Response(linksAt(path, page), c.res);
  };
}

/** A page whose links begin at the root of the workspace, as one of a workspace that stands at `path`. */
export const linksAt = (path: string, page: string): string =>
  page.replaceAll(OWN_LINK, ` $1="${path}`);
