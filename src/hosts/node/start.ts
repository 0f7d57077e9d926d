import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * `npm start`. What Node has compiled of these files is kept beside the packages, which takes a third off every
 * start but the first. Where that folder cannot be written, Node compiles again.
 */
enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/kakehashi', import.meta.url)),
);

/*
 * To learn whether a file is a module, Node reads the package.json it belongs to: once for each of our
 * seven hundred files, and for each of drizzle's hundred, whose package.json has 180 kB. That took as
 * long as the rest of a start. Here Node is told.
 */
registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL, importAttributes } = context;
    const format = parentURL === undefined ? null : formatOf(specifier, parentURL);
    if (format === null) return next(specifier, context);
    const { href: url } = new URL(specifier, parentURL);
    return { url, format, importAttributes, shortCircuit: true };
  },
});

function formatOf(specifier: string, parent: string): string | null {
  if (!specifier.startsWith('.')) return null;
  if (!parent.includes('/node_modules/'))
    return specifier.endsWith('.ts') ? 'module-typescript' : null;
  return parent.includes('/node_modules/drizzle-orm/') && specifier.endsWith('.js')
    ? 'module'
    : null;
}

await import('./main.ts');
