import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FilePolicy,
  type JudgedFile,
  judgeFile,
  normaliseExtension,
} from '../../../src/domain/files/file-policy.ts';

const OPEN: FilePolicy = { inbound: 'allow', outbound: 'allow', blocked: [], limitBytes: null };
const FILE: JudgedFile = { kind: 'file', fileName: '見積.pdf', size: 1000 };
const refused = (reason: string) => ({ kind: 'refuse', reason });

describe('judgeFile', () => {
  test('each direction has a switch of its own', () => {
    const policy: FilePolicy = { ...OPEN, outbound: 'deny' };
    expect(judgeFile(policy, 'out', FILE)).toEqual(refused('denied'));
    expect(judgeFile(policy, 'in', FILE)).toEqual({ kind: 'pass' });
    expect(judgeFile({ ...OPEN, inbound: 'deny' }, 'in', FILE)).toEqual(refused('denied'));
  });

  test.each(['a.exe', 'a.EXE', 'a.ｅｘｅ', 'a.exe. ', 'a.\u202Eexe', 'b.pdf.exe'])(
    '%j is blocked with exe',
    (fileName) => {
      const verdict = judgeFile({ ...OPEN, blocked: ['exe'] }, 'in', { ...FILE, fileName });
      expect(verdict).toEqual(refused('blocked-extension'));
    },
  );

  // LINE WORKS takes none of these, whatever our rules say (line-works.md §3.2).
  test.each([
    ...['bat', 'cmd', 'com', 'cpl', 'exe', 'scr', 'js', 'vbs', 'wsf', 'hta'].map(
      (end) => `a.${end}`,
    ),
    'SETUP.EXE',
    'ａ．ｅｘｅ',
    'b.pdf.exe',
    'a.exe. ',
    'a.e\u200Bxe',
    'fdp.\u202Eexe',
  ])('%j never goes to LINE WORKS', (fileName) => {
    expect(judgeFile(OPEN, 'in', { ...FILE, fileName })).toEqual(refused('blocked-extension'));
    expect(judgeFile(OPEN, 'out', { ...FILE, fileName })).toEqual({ kind: 'pass' });
  });

  test.each(['a.exe.pdf', 'exe', 'a.json', 'a.command', 'js.txt', 'a.ex_', null])(
    '%j does',
    (fileName) => {
      expect(judgeFile(OPEN, 'in', { ...FILE, fileName })).toEqual({ kind: 'pass' });
    },
  );

  test('the limit itself passes, one byte more does not', () => {
    const policy = { ...OPEN, limitBytes: 1000 };
    expect(judgeFile(policy, 'out', FILE).kind).toBe('pass');
    expect(judgeFile(policy, 'out', { ...FILE, size: 1001 })).toEqual(refused('too-large'));
  });

  test('an unknown fact refuses no file, unless all files are denied', () => {
    const unknown: JudgedFile = { kind: 'video', fileName: null, size: null };
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(), fc.boolean(), (blocked, limitBytes, inward) => {
        const policy: FilePolicy = { ...OPEN, blocked, limitBytes };
        expect(judgeFile(policy, inward ? 'in' : 'out', unknown).kind).toBe('pass');
      }),
    );
    expect(judgeFile({ ...OPEN, inbound: 'deny' }, 'in', unknown)).toEqual(refused('denied'));
  });
});

test.each([
  ['exe', 'exe'],
  ['.EXE', 'exe'],
  ['＊．ｅｘｅ', 'exe'],
  ['*.Js', 'js'],
  ['7z', '7z'],
  ['', null],
  ['.', null],
  ['tar.gz', null],
  ['a b', null],
  ['x'.repeat(21), null],
  ['<m>', null],
  ['あ', null],
  ['エクセル', null],
])('the extension %j is read as %j', (typed, expected) => {
  expect(normaliseExtension(typed)).toBe(expected);
});
