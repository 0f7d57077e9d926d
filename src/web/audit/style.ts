import { createHash } from 'node:crypto';
import { AUDIT_PATH } from './addresses.ts';
import { FRAME_STYLE } from './styles/frame.ts';
import { PRINT_STYLE } from './styles/print.ts';
import { SEARCH_STYLE } from './styles/search.ts';
import { TALK_STYLE } from './styles/talk.ts';

/** The stylesheet of the pages: a text of the code, since Workers have no files. */
export const STYLE = [FRAME_STYLE, SEARCH_STYLE, TALK_STYLE, PRINT_STYLE].join('');

/** Where it is had. */
export const STYLE_AT = `${AUDIT_PATH}/style.css`;

export const STYLE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-type': 'text/css; charset=utf-8',
};

/** Its address in a page changes with its text, so browsers may keep it. */
export const STYLE_PATH = `${STYLE_AT}?v=${createHash('sha256').update(STYLE).digest('hex').slice(0, 16)}`;
