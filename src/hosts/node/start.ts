import { enableCompileCache } from 'node:module';

/*
 * `npm start`. What Node has compiled of these files is kept beside the packages, which takes a third off every
 * start but the first. Where that folder cannot be written, Node compiles again.
 */
enableCompileCache(new URL('../../../node_modules/.cache/kakehashi', import.meta.url).pathname);

await import('./main.ts');
