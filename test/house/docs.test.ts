import { expect, test } from 'vitest';
import { commandsPage } from '../../scripts/commands-page.ts';
import { styleDigest } from '../../scripts/style-digest.ts';
import * as config from '../../src/config/variables.ts';
import { verifyPage } from '../../src/services/audit-export/verify-page.ts';
import { isThere, readText } from './sources.ts';

test('docs/commands.md matches the command table (else: npm run docs)', () => {
  expect(readText('docs/commands.md')).toBe(commandsPage());
});

test('docs/verify.html holds the codes in words (else: npm run docs)', () => {
  const page = readText('src/assets/verify.html');
  expect(readText('docs/verify.html')).toBe(verifyPage(page));
  expect(readText('docs/verify.html')).toContain('"message.receive"');
});

test('pages name the stylesheet by what it says (else: npm run docs)', () => {
  expect(readText('src/web/audit/style-digest.ts')).toBe(styleDigest());
});

const variables = [
  'SANDBOX',
  ...[
    config.commonVariables,
    config.sandboxVariables,
    config.liveVariables,
    config.listedChannelsVariables,
    config.sharedChannelVariables,
    config.adminBotVariables,
  ].flatMap((part) => Object.keys(part.shape)),
];

test.each([...new Set(variables)])('README.md explains %s', (name) => {
  expect(readText('README.md')).toContain(`\`${name}\``);
});

/** In backticks: a file of the project by its full path, so that it can be opened from there. */
const FILE = /`([\w./-]+\.(?:ts|js|sql))`/g;

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/design.md',
  'docs/operations.md',
  'docs/cloudflare.md',
];

test.each([...PAGES, 'SECURITY.md'])('every file that %s names is there', (page) => {
  const named = [...readText(page).matchAll(FILE)].map(([, path = '']) => path);
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});

/** Shorter ones may well say the same of several things. */
const LONG_SENTENCE = 50;

/** Headings and long sentences that stand more than once, however their lines are broken. */
function standingTwice(page: string): string[] {
  const text = page.replace(/```.*?```/gs, '');
  const headings = [...text.matchAll(/^#+ .*/gm)].map(([heading]) => heading);
  const sentences = text
    .split(/(?<=\.)\s+|\n\n|\n(?=[-|#])/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter(({ length }) => length > LONG_SENTENCE);
  const all = [...headings, ...sentences.filter((sentence) => !sentence.startsWith('#'))];
  return all.filter((one, at) => all.indexOf(one) !== at);
}

test.each([...PAGES, 'SECURITY.md'])('nothing stands twice in %s', (page) => {
  expect(standingTwice(readText(page))).toEqual([]);
});

test('nothing stands twice in a version of CHANGELOG.md', () => {
  const versions = readText('CHANGELOG.md').split(/^## /m);
  expect(versions.length).toBeGreaterThan(2);
  expect(versions.flatMap(standingTwice)).toEqual([]);
});

test('what a merge has left twice is found', () => {
  const sentence = 'A form that LINE refuses is said again as text with the link.';
  const merged = `Before. ${sentence} Pictures.\nAfter. ${sentence.replace(' said', '\nsaid')} Tiles.`;
  expect(standingTwice(merged)).toEqual([sentence]);
  expect(standingTwice('## A\n\ntext\n\n## A\n')).toEqual(['## A']);
});
