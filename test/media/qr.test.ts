import { decode } from 'fast-png';
import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { invitePath } from '../../src/domain/addressee/talk-id.ts';
import { talkId } from '../../src/domain/ids.ts';
import { qrPng } from '../../src/media/qr.ts';
import { readQr } from '../helpers/read-qr.ts';

const link = invitePath('@123midori', talkId('tanaka'));

test('the picture of an invite link decodes to the link', () => {
  expect(readQr(qrPng(link))).toBe(link);
});

test.each([1, 40, 300, 1000])('%d characters fit too', (length) => {
  const text = `https://line.me/${'a'.repeat(length)}`;
  expect(readQr(qrPng(text))).toBe(text);
});

test('the picture is square, large enough and has a quiet zone of four modules', () => {
  const { width, height, data, channels } = decode(qrPng(link));
  expect(width).toBe(height);
  expect(width).toBeGreaterThanOrEqual(300);
  expect(channels).toBe(1);
  const firstDark = Array.from(data).indexOf(0);
  const top = Math.floor(firstDark / width);
  const left = firstDark % width;
  expect(top).toBe(left);
  // A finder pattern is seven modules wide.
  let finder = 0;
  while (data[firstDark + finder] === 0) finder += 1;
  expect(top).toBe((finder / 7) * 4);
});

test('the same link gives the same bytes, and few of them', () => {
  expect(qrPng(link)).toEqual(qrPng(link));
  expect(qrPng(link).byteLength).toBeLessThan(20_000);
});

test('a picture without a code is recognised as such', () => {
  const blank = { width: 300, height: 300, data: new Uint8Array(300 * 300 * 4).fill(255) };
  expect(() => decodeQR(blank)).toThrow();
});
