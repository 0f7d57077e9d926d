import { expect, test } from 'vitest';
import { readSources, readText, type Source, specifiersOf } from './sources.ts';

/** What each room of the house may import of ours (DESIGN §4), besides its own files. */
const MAY_IMPORT = {
  domain: [],
  // Only the names of what a verification can find.
  words: ['domain', 'proof'],
  store: ['domain', 'proof'],
  platforms: ['domain'],
  media: ['domain'],
  // What proves the audit log: it runs without a database, too, over an export.
  proof: ['domain'],
  context: ['domain', 'store', 'media'],
  services: ['domain', 'words', 'store', 'platforms', 'media', 'proof', 'context'],
  bridge: ['domain', 'words', 'store', 'platforms', 'media', 'proof', 'context', 'services'],
  bot: ['domain', 'words', 'store', 'platforms', 'media', 'proof', 'context', 'services'],
  // A simulated platform that shared our validators would prove nothing.
  sandbox: [],
  config: ['domain'],
  log: ['config'],
  web: [
    'domain',
    'words',
    'store',
    'platforms',
    'media',
    'proof',
    'context',
    'services',
    'bridge',
    'log',
  ],
  hosts: [
    'domain',
    'words',
    'store',
    'platforms',
    'media',
    'proof',
    'context',
    'services',
    'bridge',
    'bot',
    'config',
    'log',
    'web',
  ],
} as const satisfies Record<string, readonly string[]>;

type Room = keyof typeof MAY_IMPORT;

const isRoom = (name: string): name is Room => Object.hasOwn(MAY_IMPORT, name);

/** The room a file of ours is in; null for a library. */
function roomOf(path: string): Room | null {
  const [top = '', name = ''] = path.split('/');
  if (top === 'bridge' || top === 'bot' || top === 'sandbox') return top;
  if (top !== 'src') return null;
  const room = name.replace(/\.ts$/, '');
  return isRoom(room) ? room : null;
}

/** Only the start of the sandbox may import it (DESIGN §4). */
const SANDBOX_DOOR = 'src/hosts/node/main.ts';

function breachesOf({ path, imports }: Source): string[] {
  const room = roomOf(path);
  if (room === null) return [`${path} is in no room`];
  const allowed: readonly string[] = MAY_IMPORT[room];
  return imports.flatMap((target) => {
    const to = roomOf(target);
    if (to === null) return room === 'domain' ? [`${path} imports the library ${target}`] : [];
    // Data, such as the list of sendable stickers, is shared.
    const isData = target.endsWith('.json');
    const isDoor = path === SANDBOX_DOOR && to === 'sandbox';
    const isFine = to === room || isData || isDoor || allowed.includes(to);
    return isFine ? [] : [`${path} (${room}) imports ${target} (${to})`];
  });
}

const sources = readSources(['src', 'bridge', 'bot', 'sandbox']);

test('imports run one way', () => {
  expect(sources.flatMap(breachesOf)).toEqual([]);
});

test('every room is there, and its imports are seen', () => {
  const rooms = new Set(sources.map(({ path }) => roomOf(path)));
  expect([...rooms].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(sources.length);
});

test('every form of import counts', () => {
  const text = [
    "import { a, type B } from './a.ts';",
    "import type {\n  C,\n} from '../c.ts';",
    "import './d.ts';",
    "export { e } from './e.ts';",
    "export type * from './f.ts';",
    "const g = await import('./g.ts');",
    "const from = 'not an import';",
  ].join('\n');
  expect(specifiersOf(text)).toEqual(['./a.ts', '../c.ts', './d.ts', './e.ts', './f.ts', './g.ts']);
});

test.each([
  ['src/domain/x.ts', 'src/store/link.ts'],
  ['src/domain/x.ts', 'zod'],
  ['src/store/x.ts', 'src/platforms/http.ts'],
  ['src/services/x.ts', 'bridge/engine.ts'],
  ['src/services/x.ts', 'src/config/config.ts'],
  ['bridge/x.ts', 'bot/run.ts'],
  ['bot/x.ts', 'bridge/engine.ts'],
  ['sandbox/x.ts', 'src/domain/text/text.ts'],
  ['src/hosts/worker/main.ts', 'sandbox/sandbox.ts'],
])('%s must not import %s', (path, target) => {
  expect(breachesOf({ path, imports: [target] })).toHaveLength(1);
});

/** The SDK of LINE is for types: `npm start` and the worker must not need it (DESIGN §3). */
const takesMoreThanTypes = (text: string) =>
  [...text.matchAll(/^.*'@line\/bot-sdk'/gm)].some(([line]) => !line.startsWith('import type {'));

test('of the SDK of LINE only types are taken, and only where LINE is spoken to', () => {
  const takers = sources.filter(({ imports }) => imports.includes('@line/bot-sdk'));
  expect(takers.length).toBeGreaterThan(0);
  const elsewhere = takers.filter(({ path }) => !path.startsWith('src/platforms/line/'));
  expect(elsewhere).toEqual([]);
  expect(takers.filter(({ path }) => takesMoreThanTypes(readText(path)))).toEqual([]);
});

test.each([
  ["import type { webhook } from '@line/bot-sdk';", false],
  ["import { type webhook } from '@line/bot-sdk';", true],
  ["import { messagingApi } from '@line/bot-sdk';", true],
  ["const sdk = await import('@line/bot-sdk');", true],
])('%s', (text, more) => {
  expect(takesMoreThanTypes(text)).toBe(more);
});

test('drizzle is named in few files: each one that does makes the start longer', () => {
  const naming = sources.filter(({ imports }) =>
    imports.some((target) => target === 'drizzle-orm' || target === 'drizzle-orm/sqlite-core'),
  );
  const forTypes = ['src/store/sqlite/database.ts', 'src/store/sqlite/placeholders.ts'];
  const paths = naming.map(({ path }) => path).filter((path) => !forTypes.includes(path));
  expect(paths.sort()).toEqual(['src/store/schema/columns.ts', 'src/store/sqlite/drizzle.ts']);
});

/** A named import of `z` keeps every language of its messages in the Worker's bundle, 370 KB. */
test('zod is taken as a namespace', () => {
  const takers = sources.filter(({ imports }) => imports.includes('zod'));
  const whole = /^import (?:type )?\* as z from 'zod';$/m;
  const typesOnly = /^import type \{ z \} from 'zod';$/m;
  expect(takers.length).toBeGreaterThan(0);
  const otherwise = takers.filter(({ path }) => {
    const text = readText(path);
    return !whole.test(text) && !typesOnly.test(text);
  });
  expect(otherwise.map(({ path }) => path)).toEqual([]);
});
