import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyLineSignature } from '../../src/platforms/line/signature.ts';
import { verifyWorksSignature } from '../../src/platforms/line-works/signature.ts';

const FIXTURES = '../shared/fixtures';

const sign = (body: Uint8Array, secret: string) =>
  createHmac('sha256', secret).update(body).digest('base64');

describe.each([
  ['LINE', verifyLineSignature],
  ['LINE WORKS', verifyWorksSignature],
])('%s signatures', (_name, verify) => {
  const body = Buffer.from('{"events":[{"text":"絵文字😀"}]}');
  const good = sign(body, 'secret');

  test("LINE's published vector is valid", () => {
    const published = Buffer.from(
      '{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}',
    );
    const signature = 'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=';
    const secret = '8c570fa6dd201bb328f1c1eac23a96d8';
    expect(verify(published, signature, [secret])).toBe(true);
    expect(verify(published, signature, [`${secret}0`])).toBe(false);
  });

  test('either secret of a rotation is accepted', () => {
    expect(verify(body, good, ['new', 'secret'])).toBe(true);
    expect(verify(body, good, ['secret', 'old'])).toBe(true);
    expect(verify(body, good, ['new', 'old'])).toBe(false);
  });

  test('bytes that are not UTF-8 are verified', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    expect(verify(bytes, sign(bytes, 'secret'), ['secret'])).toBe(true);
    expect(verify(Buffer.from(bytes.toString()), sign(bytes, 'secret'), ['secret'])).toBe(false);
  });

  test('one changed byte is refused', () => {
    const changed = Buffer.concat([body, Buffer.from(' ')]);
    expect(verify(changed, good, ['secret'])).toBe(false);
  });

  test('no signature, no secret and an empty secret are refused', () => {
    expect(verify(body, undefined, ['secret'])).toBe(false);
    expect(verify(body, '', ['secret'])).toBe(false);
    expect(verify(body, good, [])).toBe(false);
    expect(verify(body, sign(body, ''), [''])).toBe(false);
  });

  test.each([
    ['unpadded', good.slice(0, -1)],
    ['with a tail', `${good}!!!zzz`],
    ['with blanks', ` ${good}`],
    ['with a line end', `${good}\n`],
    ['url-safe', good.replaceAll('+', '-').replaceAll('/', '_').replace('=', '-')],
    ['short', Buffer.from('short').toString('base64')],
    ['hex', createHmac('sha256', 'secret').update(body).digest('hex')],
  ])('sloppy base64 is refused: %s', (_kind, signature) => {
    expect(verify(body, signature, ['secret'])).toBe(false);
  });

  test('spare bits in the last letter are refused', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(good.charAt(42));
    const twin = `${good.slice(0, 42)}${alphabet.charAt(last + 1)}=`;
    expect(Buffer.from(twin, 'base64').equals(Buffer.from(good, 'base64'))).toBe(true);
    expect(verify(body, twin, ['secret'])).toBe(false);
  });
});

interface LineVector {
  name: string;
  secret: string;
  body: string;
  signature: string;
  valid: boolean;
}

const lineVectors = `${FIXTURES}/line/signature-vectors.json`;
test.skipIf(!existsSync(lineVectors))('published LINE vectors hold', () => {
  const vectors: LineVector[] = JSON.parse(readFileSync(lineVectors, 'utf8'));
  expect(vectors.length).toBeGreaterThan(3);
  for (const { name, secret, body, signature, valid } of vectors) {
    // One vector calls the upper-cased signature invalid but prints it unchanged.
    if (name === 'nodejs-validate-signature-case-changed') continue;
    expect(verifyLineSignature(Buffer.from(body), signature, [secret]), name).toBe(valid);
  }
});

interface WorksVector {
  name: string;
  botSecret: string;
  rawBody: string;
  xWorksSignature: string;
}

const worksVectors = `${FIXTURES}/line-works/signature-vectors.json`;
test.skipIf(!existsSync(worksVectors))('published LINE WORKS vectors hold', () => {
  const vectors: WorksVector[] = JSON.parse(readFileSync(worksVectors, 'utf8'));
  expect(vectors.length).toBeGreaterThan(3);
  for (const { name, botSecret, rawBody, xWorksSignature } of vectors) {
    const raw = Buffer.from(rawBody);
    expect(verifyWorksSignature(raw, xWorksSignature, [botSecret]), name).toBe(true);
    expect(verifyWorksSignature(raw, xWorksSignature, [`${botSecret}x`]), name).toBe(false);
  }
});
