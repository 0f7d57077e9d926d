import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * `npm start`. What Node has compiled of these files is kept beside the packages, which takes a third off every
 * start but the first. Where that folder cannot be written, Node compiles again.
 */
enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/kakehashi', import.meta.url)),
);

await import('./main.ts');
