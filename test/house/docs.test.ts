import { expect, test } from 'vitest';
import { commandsPage } from '../../scripts/commands-page.ts';
import * as config from '../../src/config/variables.ts';
import { verifyPage } from '../../src/services/audit-export/verify-page.ts';
import { isThere, readText } from './sources.ts';

test('docs/commands.md matches the command table (else: npm run docs)', () => {
  expect(readText('docs/commands.md')).toBe(commandsPage());
});

test('docs/verify.html holds the codes in words (else: npm run docs)', () => {
  const page = readText('src/services/audit-export/verify.html');
  expect(readText('docs/verify.html')).toBe(verifyPage(page));
  expect(readText('docs/verify.html')).toContain('"message.receive"');
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

test.each(PAGES)('nothing stands twice in %s', (page) => {
  const text = readText(page).replace(/```.*?```/gs, '');
  const headings = [...text.matchAll(/^#+ .*/gm)].map(([heading]) => heading);
  const long = text.split('\n\n').filter((paragraph) => paragraph.length > 150);
  for (const all of [headings, long]) {
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
  }
});
