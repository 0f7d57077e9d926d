import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const STYLE = new URL('../src/assets/style.css', import.meta.url);

/** src/web/audit/style-digest.ts: pages name the stylesheet by what it says, and a Worker does not carry it. */
export function styleDigest(): string {
  const digest = createHash('sha256').update(readFileSync(STYLE)).digest('hex').slice(0, 16);
  return `/** Of src/assets/style.css. Written by \`npm run docs\`. */
export const STYLE_DIGEST = '${digest}';
`;
}
