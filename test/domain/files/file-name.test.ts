import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanFileName, extensionOf } from '../../../src/domain/files/file-name.ts';
import { leastMs } from '../../helpers/own-time.ts';

const FALLBACK = 'file.bin';
const clean = (name: string | null) => cleanFileName(name, FALLBACK);
const anyName = fc.string({ unit: 'binary', maxLength: 400 });

describe('cleanFileName', () => {
  test.each([
    ['見積書.pdf', '見積書.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\hanako\\秘密.txt', '秘密.txt'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['  長い   空白 .txt  ', '長い 空白 .txt'],
    ['..', FALLBACK],
    ['', FALLBACK],
    [null, FALLBACK],
    ['\u200B\u2066', FALLBACK],
    ['.htaccess', 'htaccess'],
    ['run.exe. . .', 'run.exe'],
    ['<m userId="all">.txt', '_m userId=_all__.txt'],
    ['か\u3099.pdf', 'が.pdf'],
    ['photo.jpg/', 'photo.jpg'],
  ])('%j becomes %j', (name, expected) => {
    expect(clean(name)).toBe(expected);
  });

  test('a name of 300 characters keeps its extension', () => {
    const name = clean(`${'あ'.repeat(300)}.xlsx`);
    expect(name).toHaveLength(100);
    expect(name.endsWith('….xlsx')).toBe(true);
    expect(clean(`a.${'b'.repeat(300)}`)).toHaveLength(100);
  });

  test('any name becomes short, visible and one piece, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const once = clean(name);
        expect(once.length).toBeGreaterThan(0);
        expect(once.length).toBeLessThanOrEqual(100);
        expect(once).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069/\\<>:"|?*]/u);
        expect(once).toBe(once.toWellFormed());
        expect(once).not.toMatch(/^[.\s]|[.\s]$/u);
        expect(clean(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test('cleaning does not change what counts as the extension', () => {
    const extension = fc.constantFrom('exe', 'PDF', 'jpg', 'ｅｘｅ', 'tar', 'mp4');
    fc.assert(
      fc.property(anyName, extension, (name, last) => {
        const whole = `${name.replaceAll(/[/\\]/gu, '')}x.${last}`;
        expect(extensionOf(clean(whole))).toBe(extensionOf(whole));
      }),
      { numRuns: 500 },
    );
  });
});

describe('extensionOf', () => {
  test.each([
    ['a.EXE', 'exe'],
    ['a．ｅｘｅ', 'exe'],
    ['a.exe. ', 'exe'],
    ['a.ex\u200Be', 'exe'],
    ['a.jpg.exe', 'exe'],
    ['README', ''],
    ['.exe', 'exe'],
  ])('%j has %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

test.each(['.', ' ', '. ', '/', '\\.', '\u200B', 'a.'])(
  'a name of 120,000 characters made of %j takes no time',
  (unit) => {
    const name = `x.exe${unit.repeat(120_000 / unit.length)}`;
    const read = () => {
      cleanFileName(name, FALLBACK);
      cleanFileName(`${name}x`, FALLBACK);
      extensionOf(name);
      extensionOf(`${name}x`);
    };
    expect(leastMs(read, 500)).toBeLessThan(500);
  },
);
