import { expect, test } from 'vitest';
import { explainStart, StartFault } from '../../../src/hosts/node/start-faults.ts';
import { DatabaseInUse } from '../../../src/store/sqlite/node.ts';

const coded = (code: string, more = {}) => Object.assign(new Error('quoted'), { code, ...more });
const explained = (error: unknown) => explainStart(error, '/data');

test.each([
  ['SQLITE_FULL', 'disk is full'],
  ['ENOSPC', 'disk is full'],
  ['EDQUOT', 'disk is full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'no permission to write'],
  ['SQLITE_READONLY', 'no permission to write'],
  ['SQLITE_READONLY_DBMOVED', 'no permission to write'],
  ['SQLITE_CANTOPEN', 'no permission to write'],
  ['SQLITE_BUSY', 'another program'],
  ['SQLITE_IOERR_WRITE', 'cannot be read or written'],
  ['EIO', 'cannot be read or written'],
  ['SQLITE_CORRUPT', 'is damaged'],
  ['SQLITE_NOTADB', 'is damaged'],
])('%s is told in words, with the folder and what to do', (code, words) => {
  for (const error of [coded(code), new Error('a query failed', { cause: coded(code) })]) {
    const said = explained(error);
    expect(said).toContain(words);
    expect(said).toContain('/data');
    expect(said).not.toMatch(/^\s+at |quoted/m);
  }
});

test('a port that needs rights is not taken for the folder', () => {
  expect(explained(coded('EACCES', { port: 80, syscall: 'listen' }))).toContain('PORT 80');
  expect(explained(coded('EADDRINUSE', { port: 65_535 }))).toContain('PORT=65534 npm start');
});

test('what is said in words stays so; only a fault of ours shows its place', () => {
  expect(explained(new StartFault('Set it.'))).toBe('Set it.');
  expect(explained(new DatabaseInUse('/data'))).toContain('Another Kakehashi process');
  expect(explained(new TypeError('bug'))).toMatch(/^\s+at /m);
});
