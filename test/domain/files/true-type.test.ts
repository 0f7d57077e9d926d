import { describe, expect, test } from 'vitest';
import { type Mp4Index, trueTypeOf } from '../../../src/domain/files/true-type.ts';

const index = (change: Partial<Mp4Index>): Mp4Index => ({
  sounds: [],
  films: 0,
  durationMs: null,
  ...change,
});
const SOUND = index({ sounds: ['mp4a'] });
const FILM = index({ sounds: ['mp4a'], films: 1 });

describe('the type of a file of the mp4 family', () => {
  test.each<[string, 'image' | 'video' | 'audio' | 'file', string, Mp4Index | null, string]>([
    ['a voice message as Android records it', 'audio', 'video/mp4', SOUND, 'audio/mp4'],
    ['one whose index cannot be read', 'audio', 'video/mp4', null, 'audio/mp4'],
    ['one with a picture track: its kind decides', 'audio', 'video/mp4', FILM, 'audio/mp4'],
    ['one that calls itself a film of Apple’s', 'audio', 'video/x-m4v', SOUND, 'audio/mp4'],
    ['one that calls itself a sound', 'audio', 'audio/x-m4a', SOUND, 'audio/x-m4a'],
    ['a file with only sound tracks', 'file', 'video/mp4', SOUND, 'audio/mp4'],
    ['a film with only sound tracks', 'video', 'video/mp4', SOUND, 'audio/mp4'],
    ['a film', 'video', 'video/mp4', FILM, 'video/mp4'],
    ['a film without sound', 'video', 'video/mp4', index({ films: 1 }), 'video/mp4'],
    ['a film as a file', 'file', 'video/mp4', FILM, 'video/mp4'],
    ['a film that calls itself a sound', 'video', 'audio/x-m4a', FILM, 'video/mp4'],
    ['a podcast with pictures', 'file', 'audio/x-m4a', FILM, 'audio/x-m4a'],
    ['a film whose index cannot be read', 'video', 'video/mp4', null, 'video/mp4'],
    ['a film without any track', 'video', 'video/mp4', index({}), 'video/mp4'],
    // LINE plays mp3 and AAC (line.md §2.7).
    ['a voice in 3gp', 'audio', 'video/3gpp', index({ sounds: ['samr'] }), 'audio/3gpp'],
    ['an unreadable 3gp', 'audio', 'video/3gpp', null, 'audio/3gpp'],
    ['a film in 3gp', 'video', 'video/3gpp', FILM, 'video/3gpp'],
    [
      'a voice in AMR inside an mp4',
      'audio',
      'video/mp4',
      index({ sounds: ['samr'] }),
      'audio/3gpp',
    ],
    ['a QuickTime sound', 'audio', 'video/quicktime', SOUND, 'video/quicktime'],
    ['what is of another family', 'audio', 'audio/ogg', null, 'audio/ogg'],
    ['a picture', 'image', 'image/jpeg', null, 'image/jpeg'],
  ])('%s', (_, kind, sniffed, known, type) => {
    expect(trueTypeOf(kind, sniffed, known)).toBe(type);
  });
});
