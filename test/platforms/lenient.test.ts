import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as lenient from '../../src/platforms/lenient.ts';

/* A field of the wrong kind, or beyond its bounds, counts as absent. */

type Case = readonly [given: unknown, read: unknown];

const TABLES: Readonly<Record<string, readonly [(value: unknown) => unknown, readonly Case[]]>> = {
  readText: [
    lenient.readText,
    [
      ['', ''],
      ['\ud800', '\ud800'],
      [1, null],
      [null, null],
      [[], null],
    ],
  ],
  readWord: [
    lenient.readWord,
    [
      ['message', 'message'],
      ['x'.repeat(100), 'x'.repeat(100)],
      ['x'.repeat(101), null],
      [7, null],
    ],
  ],
  readId: [
    lenient.readId,
    [
      ['U1', 'U1'],
      ['x'.repeat(100), 'x'.repeat(100)],
      ['x'.repeat(101), null],
      ['', null],
      ['a b', null],
      ['ü', null],
      [12, '12'],
      [-0, '0'],
      [-1, null],
      [1.5, null],
      [2 ** 53, null],
      [true, null],
    ],
  ],
  readMessageId: [
    lenient.readMessageId,
    [
      ['5'.repeat(40), '5'.repeat(40)],
      ['5'.repeat(41), null],
    ],
  ],
  readToken: [
    lenient.readToken,
    [
      ['t'.repeat(255), 't'.repeat(255)],
      ['t'.repeat(256), null],
    ],
  ],
  readNumber: [
    lenient.readNumber,
    [
      [1.5, 1.5],
      ['-3.25', -3.25],
      ['1e3', null],
      ['1'.repeat(16), null],
      [Number.NaN, null],
      [Number.POSITIVE_INFINITY, null],
      [null, null],
    ],
  ],
  readCoordinate: [
    lenient.readCoordinate,
    [
      [139.7, 139.7],
      ['35.6', 35.6],
      [-360, -360],
      [361, null],
    ],
  ],
  readAmount: [
    lenient.readAmount,
    [
      [0, 0],
      [7, 7],
      [-1, null],
      [0.5, null],
      ['7', null],
    ],
  ],
  readDurationMs: [
    lenient.readDurationMs,
    [
      [86_400_000, 86_400_000],
      [86_400_001, null],
    ],
  ],
  readPlaceInSet: [
    lenient.readPlaceInSet,
    [
      [1, 1],
      [100, 100],
      [0, null],
      [101, null],
    ],
  ],
  readFlag: [
    lenient.readFlag,
    [
      [true, true],
      [false, false],
      ['true', null],
      [1, null],
    ],
  ],
  readList: [
    lenient.readList,
    [
      [
        [1, 'a'],
        [1, 'a'],
      ],
      [{ length: 1 }, []],
      [undefined, []],
    ],
  ],
  fieldsOf: [
    lenient.fieldsOf,
    [
      [{ a: 1 }, { a: 1 }],
      [[], null],
      [null, null],
      ['a', null],
    ],
  ],
};

describe.each(Object.entries(TABLES))('%s', (_name, [read, cases]) => {
  test.each(cases.map((each) => [...each]))('%j is read as %j', (given, expected) => {
    expect(read(given)).toEqual(expected);
  });
});

test('a schema reads a field that is absent, too', () => {
  const schema = z.object({ id: lenient.id, list: lenient.list, flag: lenient.flag });
  expect(schema.parse({})).toEqual({ id: null, list: [], flag: null });
  expect(schema.parse({ id: 12, list: ['a'], flag: 'no' })).toEqual({
    id: '12',
    list: ['a'],
    flag: null,
  });
});
