import { AUDIT_PATH } from './addresses.ts';
import { STYLE_DIGEST } from './style-digest.ts';

/** Where the stylesheet of the pages is had: src/assets/style.css. */
export const STYLE_AT = `${AUDIT_PATH}/style.css`;

export const STYLE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-type': 'text/css; charset=utf-8',
};

/** Its address in a page changes with its text, so browsers may keep it. */
export const STYLE_PATH = `${STYLE_AT}?v=${STYLE_DIGEST}`;

/** Where it cannot be had now: the page stands without it, and the next one asks again. */
export const NO_STYLE = { status: 503, text: 'no stylesheet' } as const;
