import { expect, test } from 'vitest';
import { isStoreFault } from '../../../src/store/sqlite/store.ts';

const coded = (code: string) => Object.assign(new Error('from the database'), { code });

test.each([
  [coded('SQLITE_FULL'), true],
  [coded('SQLITE_IOERR_WRITE'), true],
  [coded('SQLITE_NOMEM'), true],
  [coded('SQLITE_BUSY'), true],
  [coded('SQLITE_READONLY_DBMOVED'), true],
  [new Error('a query failed', { cause: coded('SQLITE_FULL') }), true],
  [coded('SQLITE_CORRUPT'), false],
  [coded('SQLITE_CONSTRAINT_TRIGGER'), false],
  [coded('ENOSPC'), false],
  [new Error('disk full'), false],
  ['SQLITE_FULL', false],
  [null, false],
])('%o is a fault of the database itself: %s', (error, isOne) => {
  expect(isStoreFault(error)).toBe(isOne);
});
