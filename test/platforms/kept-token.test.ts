import { expect, test } from 'vitest';
import { keptToken } from '../../src/platforms/kept-token.ts';

const TOKEN = { value: 'a-token-of-line', renewAt: 800, endsAt: 1000, scope: 'bot, user.read' };

function shelf() {
  const rows = new Map<string, string>();
  return {
    rows,
    read: (name: string) => rows.get(name) ?? null,
    keep: (name: string, sealed: string) => void rows.set(name, sealed),
  };
}

test('a token comes back from the shelf, where nobody reads it', () => {
  const rows = shelf();
  const kept = keptToken(rows, 'line 1', 'the channel secret');
  expect(kept.read()).toBeNull();
  kept.keep(TOKEN);
  expect(keptToken(rows, 'line 1', 'the channel secret').read()).toEqual(TOKEN);
  const [sealed = ''] = rows.rows.values();
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(TOKEN.value);
  kept.keep(TOKEN);
  expect(rows.rows.get('line 1')).not.toBe(sealed);
});

test.each([
  ['another credential', 'line 1', 'a new channel secret', (text: string) => text],
  ['another account', 'line 2', 'the channel secret', (text: string) => text],
  [
    'a changed row',
    'line 1',
    'the channel secret',
    (text: string) => `${text.slice(0, -8)}AAAAAAA=`,
  ],
  ['half a row', 'line 1', 'the channel secret', (text: string) => text.slice(0, 8)],
  ['no row of ours', 'line 1', 'the channel secret', () => 'not base64 at all'],
])('it does not open: %s', (_what, name, credential, change) => {
  const rows = shelf();
  keptToken(rows, 'line 1', 'the channel secret').keep(TOKEN);
  const sealed = change(rows.rows.get('line 1') ?? '');
  rows.rows.set(name, sealed);
  expect(keptToken(rows, name, credential).read()).toBeNull();
});
