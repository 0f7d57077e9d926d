import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocationContent } from '../../../src/domain/messages/content.ts';
import { PLACE_TEXT_MAX, placeFormOf, pointOf } from '../../../src/domain/messages/place.ts';
import { wellFormed } from '../../../src/domain/text/text.ts';

const at = (change: Partial<LocationContent>): LocationContent => ({
  kind: 'location',
  title: '本社',
  address: '大阪市北区',
  latitude: 34.7,
  longitude: 135.5,
  ...change,
});
const form = (change: Partial<LocationContent>) => placeFormOf(at(change), '位置情報', wellFormed);
const LONG = `大阪府大阪市北区${'梅田'.repeat(60)}一丁目`;

describe('a point on earth', () => {
  test.each<[unknown, unknown]>([
    [91, 0],
    [-90.0001, 0],
    [0, 180.0001],
    [0, -181],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
    [null, 0],
    [0, undefined],
  ])('%s, %s is none', (latitude, longitude) => {
    expect(pointOf(latitude as number, longitude as number)).toBeNull();
  });
  test.each([
    [90, 180],
    [-90, -180],
    [0, 0],
    [35.65877, 139.70522],
  ])('%s, %s', (latitude, longitude) => {
    expect(pointOf(latitude, longitude)).toEqual({ latitude, longitude });
  });
});

describe('a place as a platform takes it', () => {
  test.each<[string, Partial<LocationContent>, string, string, string | null]>([
    ['as it is', {}, '本社', '大阪市北区', null],
    ['without a title', { title: null }, '大阪市北区', '大阪市北区', null],
    ['with an empty title', { title: '' }, '大阪市北区', '大阪市北区', null],
    ['with a blank title', { title: ' \u3000\u200B' }, '大阪市北区', '大阪市北区', null],
    ['without an address', { address: null }, '本社', '本社', null],
    ['with neither', { title: '', address: ' ' }, '位置情報', '位置情報', null],
    ['with a long address', { address: LONG }, '本社', LONG.slice(0, 99), `本社\n${LONG}`],
    ['with a long title', { title: LONG }, LONG.slice(0, 99), '大阪市北区', `${LONG}\n大阪市北区`],
    ['with a long address alone', { title: null, address: LONG }, LONG.slice(0, 99), LONG, LONG],
  ])('%s', (_, change, title, address, whole) => {
    const made = form(change);
    expect(made?.title.startsWith(title)).toBe(true);
    expect(made?.address.startsWith(address.slice(0, 99))).toBe(true);
    expect(made?.whole).toBe(whole);
  });

  test('a point that is not on earth has no such form', () => {
    expect(form({ latitude: 91 })).toBeNull();
    expect(form({ longitude: null })).toBeNull();
  });

  test('it fits, shows something and loses nothing', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(text, text, fc.double(), fc.double(), (title, address, latitude, longitude) => {
        const made = form({ title, address, latitude, longitude });
        expect(made === null).toBe(pointOf(latitude, longitude) === null);
        if (made === null) return;
        for (const part of [made.title, made.address]) {
          expect(part.length).toBeLessThanOrEqual(PLACE_TEXT_MAX);
          expect(part).toMatch(/[^\s\p{Default_Ignorable_Code_Point}]/u);
        }
        const shown = [made.title, made.address, made.whole ?? ''].join('\n');
        for (const part of [title, address]) {
          if (part !== null && /[\p{L}\p{N}]/u.test(part)) {
            expect(shown).toContain(wellFormed(part).trim());
          }
        }
      }),
    );
  });
});
