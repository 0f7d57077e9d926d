import { createHash } from 'node:crypto';
import { AUDIT_PATH } from './addresses.ts';

/** The stylesheet of the pages: a text of the code, since Workers have no files. */
export const STYLE = `
:root { color-scheme: light dark; }
body { font-family: system-ui, sans-serif; line-height: 1.6; margin: 0; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 0; top: 0; padding: .5rem 1rem; background: Canvas; }
.top, main, .foot { padding: .5rem 1rem; }
.tabs ul { display: flex; flex-wrap: wrap; gap: .5rem 1rem; list-style: none; padding: 0; }
.account { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid; }
`;

/** Its address changes with its text, so browsers may keep it. */
export const STYLE_PATH = `${AUDIT_PATH}/style.css?v=${createHash('sha256').update(STYLE).digest('hex').slice(0, 16)}`;
