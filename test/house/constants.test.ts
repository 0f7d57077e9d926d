import { expect, test } from 'vitest';
import { readSources, readText } from './sources.ts';

/** What means the same wherever it stands has one home. The simulated platforms share nothing with us. */
const HOMES = {
  SECOND_MS: 'src/domain/durations.ts',
  MINUTE_MS: 'src/domain/durations.ts',
  HOUR_MS: 'src/domain/durations.ts',
  DAY_MS: 'src/domain/durations.ts',
  JST_MS: 'src/domain/jst.ts',
  LABEL_MAX: 'src/domain/messages/speech.ts',
  SAYS_MAX: 'src/domain/messages/speech.ts',
} as const;

const declares = (text: string, name: string) =>
  new RegExp(`^(export )?const ${name}\\b`, 'm').test(text);

const ours = readSources(['src', 'bridge', 'bot', 'bench']).filter(
  ({ path }) => !/(^|\/)sandbox\//.test(path),
);

test.each(Object.entries(HOMES))('%s is declared in %s and nowhere else', (name, home) => {
  const homes = ours.filter(({ path }) => declares(readText(path), name)).map(({ path }) => path);
  expect(homes).toEqual([home]);
});
