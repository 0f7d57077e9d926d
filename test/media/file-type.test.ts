import { makeZip } from 'client-zip';
import fc from 'fast-check';
import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';
import { describe, expect, test } from 'vitest';
import { extensionOfType } from '../../src/domain/files/file-types.ts';
import { familyOf } from '../../src/domain/files/media-form.ts';
import { typeOfBytes, UNKNOWN_TYPE } from '../../src/media/file-type.ts';
import { SIGNATURES, WEAK_SIGNATURES } from '../../src/media/signatures.ts';

const HEAD = 4100;
const bytesOf = (signs: string) => Buffer.from(signs, 'latin1');
/** As the first bytes of a longer file are. */
const headOf = (signs: string) => Buffer.concat([bytesOf(signs)], HEAD);

/** What the library says, which knows more types than we do. */
async function theirs(head: Uint8Array): Promise<string> {
  try {
    return (await fileTypeFromBuffer(head))?.mime.split(';')[0] ?? UNKNOWN_TYPE;
  } catch {
    return UNKNOWN_TYPE;
  }
}

const signed = [...SIGNATURES, ...WEAK_SIGNATURES].map(
  ([signature, type, at = 0]) => [signature, type, at] as const,
);

test.each(signed)('%j is %s', async (signature, type, at) => {
  const head = headOf(`${' '.repeat(at)}${signature}`);
  expect(typeOfBytes(head)).toBe(type);
  if (type !== 'image/jp2') expect(await theirs(head)).toBe(type);
});

const box = (brand: string) => `\0\0\0\x18ftyp${brand}\0\0\0\0`;
const ogg = (packet: string) => `OggS${'\0'.repeat(24)}${packet}`;
const png = (...chunks: string[]) =>
  `\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR${'\0'.repeat(17)}${chunks.join('')}`;
const ebml = (kind: string) => `\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88${kind}`;
const id3 = (length: string, behind: string) => `ID3\x03\0\0${length}${behind}`;

const CASES: readonly (readonly [what: string, signs: string, type: string])[] = [
  ...['avif', 'mif1', 'heic', 'heix', 'hevc', 'qt  ', 'M4V ', 'M4A ', 'M4B ', 'crx ']
    .concat(['isom', 'mp42', '3gp4', '3g2a', '3gs7', 'MSNV', 'f4v ', 'F4A ', 'msf1', 'M4VP'])
    .map((brand) => [`the brand ${brand}`, box(brand), ''] as const),
  ['a WebP', 'RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
  ['a WAV', 'RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
  ['an AVI', 'RIFF\0\0\0\0AVI LIST', 'video/vnd.avi'],
  ['Opus', ogg('OpusHead'), 'audio/ogg'],
  ['Vorbis', ogg('\x01vorbis'), 'audio/ogg'],
  ['Theora', ogg('\x80theora'), 'video/ogg'],
  ['another Ogg', ogg('fishead\0'), 'application/ogg'],
  ['a PNG', png('\0\0\0\x04IDAT'), 'image/png'],
  ['a PNG that moves', png('\0\0\0\x08acTL'), 'image/apng'],
  ['a PNG whose picture is far', png('\0\0\x7f\xffiCCP'), 'image/png'],
  ['a PNG that is none', '\x89PNG\r\n\x1a\n\0\0\0\x0dJUNK', UNKNOWN_TYPE],
  ['WebM', ebml('webm\0\0\0\0').replace('\x88', '\x84'), 'video/webm'],
  ['Matroska', ebml('matroska'), 'video/matroska'],
  ['an MP3', '\xff\xfb\x90\x64', 'audio/mpeg'],
  ['an MP3 of MPEG 2', '\xff\xf3\x40\xc0', 'audio/mpeg'],
  ['an MP3 of free format', '\xff\xfb\x00\x64', 'audio/mpeg'],
  ['a film of a camcorder', `G${' '.repeat(187)}`.repeat(3), 'video/mp2t'],
  ['a film of a disc', `    G${' '.repeat(187)}`.repeat(3), 'video/mp2t'],
  ['AAC', '\xff\xf1\x50\x80', 'audio/aac'],
  ['UTF-16', '\xff\xfea\0b\0', UNKNOWN_TYPE],
  ['an MP3 with tags', id3('\0\0\0\x0a', `${'\0'.repeat(10)}\xff\xfb\x90\x64`), 'audio/mpeg'],
  ['AAC with tags', id3('\0\0\0\x04', '\0\0\0\0\xff\xf1\x50\x80'), 'audio/aac'],
  ['an MP3 with large tags', id3('\0\x01\0\0', ''), 'audio/mpeg'],
  ['a TIFF', 'II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\0\0\0\0', 'image/tiff'],
  ['a TIFF the other way', 'MM\0*\0\0\0\x08\0\x01\x01\0\0\x03\0\0\0\x01\0\0\0\0', 'image/tiff'],
  ['a raw picture of Canon', 'II*\0\x10\0\0\0CR\x02\0', 'image/x-canon-cr2'],
  [
    'a raw picture of Sony',
    'II*\0\x08\0\0\0\x01\0\xa5\xc4\x03\0\x01\0\0\0\0\0\0\0',
    'image/x-sony-arw',
  ],
  ['XML behind a mark', '\xef\xbb\xbf<?xml version="1.0"?>', 'application/xml'],
  ['a web page', '<!doctype html><script>', UNKNOWN_TYPE],
  ['words', 'こんにちは', UNKNOWN_TYPE],
];

test.each(CASES)('%s', async (_, signs, type) => {
  const head = headOf(signs);
  if (type !== '') expect(typeOfBytes(head)).toBe(type);
  expect(typeOfBytes(head)).toBe(await theirs(head));
});

test('every type of the library that decides how a file is shown, named or stopped is one that we name', () => {
  const ours = new Set(CASES.map(([, signs]) => typeOfBytes(headOf(signs))));
  for (const [, type] of signed) ours.add(type);
  const decides = [...supportedMimeTypes]
    .map((type) => type.split(';')[0] ?? '')
    .filter(
      (type) =>
        extensionOfType(type) !== null || familyOf({ contentType: type, fileName: null }) !== null,
    );
  expect(decides.length).toBeGreaterThan(20);
  expect(decides.filter((type) => !ours.has(type))).toEqual([]);
});

test.each([
  ['a PNG', '\x89PNG\r\n\x1a\n'],
  ['a PNG in its first chunk', '\x89PNG\r\n\x1a\n\0\0\0\x0d'],
  ['a film', '\0\0\0\x18ftyp'],
  ['a film with zeros behind', `\0\0\0\x18ftyp${'\0'.repeat(100)}`],
  ['tags of a sound', 'ID3\x03'],
])('%s that breaks off before it says anything is of no type', async (_, signs) => {
  expect(typeOfBytes(bytesOf(signs))).toBe(UNKNOWN_TYPE);
  expect(await theirs(bytesOf(signs))).toBe(UNKNOWN_TYPE);
});

const MAIN = (type: string) =>
  `<Types><Override PartName="/x" ContentType="application/${type}.main+xml"/></Types>`;
const WORD = 'vnd.openxmlformats-officedocument.wordprocessingml.document';

async function zipOf(entries: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const files = Object.entries(entries).map(([name, input]) => ({ name, input }));
  return new Uint8Array(await new Response(makeZip(files)).arrayBuffer()).subarray(0, HEAD);
}

describe('a ZIP', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a Word file', { '[Content_Types].xml': MAIN(WORD), 'word/document.xml': '' }, WORD],
    [
      'a sheet with macros',
      { '[Content_Types].xml': MAIN('vnd.ms-excel.sheet.macroEnabled') },
      'vnd.ms-excel.sheet.macroenabled.12',
    ],
    [
      'an OpenDocument text',
      { mimetype: 'application/vnd.oasis.opendocument.text' },
      'vnd.oasis.opendocument.text',
    ],
    ['a book', { mimetype: 'application/epub+zip' }, 'epub+zip'],
    ['a Java program', { 'META-INF/MANIFEST.MF': '' }, 'java-archive'],
    ['an Android program', { 'classes.dex': '' }, 'vnd.android.package-archive'],
    ['Numbers', { 'Index/Document.iwa': '', 'Index/Tables/a.iwa': '' }, 'vnd.apple.numbers'],
    ['other files', { 'a.txt': 'a', 'b.txt': 'b' }, 'zip'],
  ])('of %s', async (_, entries, type) => {
    const head = await zipOf(entries);
    expect(typeOfBytes(head)).toBe(`application/${type}`);
    expect(await theirs(head)).toBe(`application/${type}`);
  });

  test('that ends within its first entries is told by its folders', async () => {
    const head = await zipOf({ 'xl/workbook.xml': '', 'xl/a.xml': 'a'.repeat(2 * HEAD) });
    expect(typeOfBytes(head)).toContain('spreadsheetml');
    expect(await theirs(head)).toContain('spreadsheetml');
  });
});

const STARTS = [...SIGNATURES, ...WEAK_SIGNATURES]
  .map(([signature, , at = 0]) => `${' '.repeat(at)}${signature}`)
  .concat(CASES.map(([, signs]) => signs));
const KNOWN = new Set([...SIGNATURES, ...WEAK_SIGNATURES].map(([, type]) => type));
for (const [, , type] of CASES) KNOWN.add(type);

test('whatever follows, we name no other type than the library, and throw nothing', async () => {
  const start = fc.constantFrom(...STARTS, 'PK\x03\x04', '');
  const behind = fc.uint8Array({ maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(start, behind, async (signs, bytes) => {
      const head = Buffer.concat([bytesOf(signs), bytes], HEAD);
      const [own, other] = [typeOfBytes(head), await theirs(head)];
      // It knows more kinds, and tells some apart that are one to us.
      const isOneToUs = !KNOWN.has(other) || own === 'image/jp2' || own.endsWith('/postscript');
      if (!isOneToUs) expect(own).toBe(other);
    }),
    { numRuns: 500 },
  );
});
