import { describe, expect, test } from 'vitest';
import {
  familyOf,
  type KeptFile,
  mediaFormOf,
  wantsDuration,
  wantsPreview,
} from '../../../src/domain/files/media-form.ts';
import { readableSize } from '../../../src/domain/files/readable-size.ts';

const file = (change: Partial<KeptFile>): KeptFile => ({
  contentType: 'image/jpeg',
  fileName: null,
  size: 500_000,
  durationMs: null,
  hasPreview: false,
  ...change,
});
const MB = 1_000_000;

describe('the form on LINE', () => {
  test.each([
    [
      'a small photo is its own preview',
      {},
      { kind: 'image', whole: 'original', small: 'original' },
    ],
    [
      'a large photo has one made',
      { size: 8 * MB, hasPreview: true },
      { kind: 'image', whole: 'original', small: 'preview' },
    ],
    [
      'over 10 MB the original never goes as an image',
      { size: 10 * MB + 1, hasPreview: true },
      { kind: 'image', whole: 'preview', small: 'preview' },
    ],
    ['without sharp a large photo is a card', { size: 2 * MB }, { kind: 'card' }],
    ['a WebP as its JPEG', { contentType: 'image/webp', hasPreview: true }, { whole: 'preview' }],
    ['a GIF that cannot be converted', { contentType: 'image/gif' }, { kind: 'card' }],
    ['a film', { contentType: 'video/mp4', size: 200 * MB }, { kind: 'video' }],
    [
      'a film too large for LINE',
      { contentType: 'video/mp4', size: 200 * MB + 1 },
      { kind: 'card' },
    ],
    ['a QuickTime film', { contentType: 'video/quicktime' }, { kind: 'card' }],
    [
      'a sound with its length',
      { contentType: 'audio/mpeg', durationMs: 1234.4 },
      { kind: 'audio', durationMs: 1234 },
    ],
    ['a sound without', { contentType: 'audio/x-m4a' }, { kind: 'card' }],
    ['a sound LINE does not play', { contentType: 'audio/ogg', durationMs: 9 }, { kind: 'card' }],
    ['nothing at all', { size: 0 }, { kind: 'card' }],
    ['an SVG', { contentType: 'image/svg+xml' }, { kind: 'card' }],
    ['a zip', { contentType: 'application/zip', fileName: 'photo.jpg' }, { kind: 'card' }],
    ['a photo that poses as a page', { fileName: 'a.html' }, { kind: 'card' }],
    ['a photo that poses as a page, in capitals', { fileName: 'a.ＨＴＭＬ' }, { kind: 'card' }],
    ['a photo named as another kind of picture', { fileName: 'a.png' }, { kind: 'image' }],
    ['a photo with a date for an extension', { fileName: 'scan.2026-11-23' }, { kind: 'image' }],
    [
      'a type named like something of every object',
      { contentType: 'constructor' },
      { kind: 'card' },
    ],
  ] satisfies [string, Partial<KeptFile>, object][])('%s', (_, change, expected) => {
    expect(mediaFormOf(file(change))).toMatchObject(expected);
  });

  test('says what has to be made first', () => {
    expect(wantsPreview(file({}))).toBe(false);
    expect(wantsPreview(file({ size: 2 * MB }))).toBe(true);
    expect(wantsPreview(file({ contentType: 'image/heic' }))).toBe(true);
    expect(wantsPreview(file({ contentType: 'image/heic', fileName: 'a.exe' }))).toBe(false);
    expect(wantsPreview(file({ contentType: 'application/pdf' }))).toBe(false);
    expect(wantsDuration(file({ contentType: 'audio/mpeg' }))).toBe(true);
    expect(wantsDuration(file({ contentType: 'video/mp4' }))).toBe(false);
    expect(familyOf({ contentType: 'audio/x-m4a', fileName: 'a.mp4' })).toBe('audio');
  });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [23_000, '22 KB'],
  [1_500_000, '1.4 MB'],
  [5_000_000_000_000, '4657 GB'],
])('%i bytes read %s', (bytes, text) => {
  expect(readableSize(bytes)).toBe(text);
});
