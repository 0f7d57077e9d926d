import { expect, test } from 'vitest';
import { commandsPage } from '../../scripts/commands-page.ts';
import * as config from '../../src/config/variables.ts';
import { readText } from './sources.ts';

test('docs/commands.md says what the command table says (else: npm run docs)', () => {
  expect(readText('docs/commands.md')).toBe(commandsPage());
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
