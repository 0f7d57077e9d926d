import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMediaLinks } from '../../src/media/links.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-22T09:00:00+09:00');
const linkMs = 30 * DAY_MS;
const publicUrl = 'https://bridge.example';
const links = createMediaLinks({ secretKey: 'a secret of the tests', publicUrl, linkMs });

function partsOf(url: string): [token: string, name: string] {
  const [, , , , token = '', name = ''] = url.split('/');
  return [token, decodeURIComponent(name)];
}

test('a link is readable with the key that signed it', () => {
  const url = links.urlOf('photo-abc', 'photo.png', NOW);
  expect(url).toMatch(/^https:\/\/bridge\.example\/media\/[^/]+\/photo\.png$/);
  expect(links.read(...partsOf(url), NOW)?.key).toBe('photo-abc');
  const others = createMediaLinks({ secretKey: 'another secret here', publicUrl, linkMs });
  expect(others.read(...partsOf(url), NOW)).toBeNull();
});

test('a link lives as long as promised, and at most a day longer', () => {
  const token = partsOf(links.urlOf('x', 'a.png', NOW));
  expect(links.read(...token, NOW + linkMs)).not.toBeNull();
  expect(links.read(...token, NOW + linkMs + DAY_MS)).toBeNull();
});

test('a picture keeps its address for a while', () => {
  const first = links.urlOf('x', 'a.png', NOW);
  expect(links.urlOf('x', 'a.png', NOW + 60_000)).toBe(first);
  expect(links.urlOf('x', 'a.png', NOW + 2 * DAY_MS)).not.toBe(first);
});

test('no letter of token or name can be changed', () => {
  const [token, name] = partsOf(links.urlOf('photo-0123456789abcdef', 'photo.png', NOW));
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...letters), (at, letter) => {
      fc.pre(token[at] !== letter);
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      expect(links.read(changed, name, NOW)).toBeNull();
    }),
    { numRuns: 2000 },
  );
  expect(links.read(token, 'photo.html', NOW)).toBeNull();
});

test('anything else is no link, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (token, name) => {
      expect(links.read(token, name, NOW)).toBeNull();
    }),
  );
});
