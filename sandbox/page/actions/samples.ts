import { readFileSync } from 'node:fs';

/** A file that a person sends. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Of sounds and films, where it is known. */
  readonly durationMs?: number;
}

export const SAMPLES = ['photo', 'photos', 'video', 'audio', 'pdf', 'empty'] as const;
export type Sample = (typeof SAMPLES)[number];

/** Ready-made files, for people who have none at hand. */
export function sampleFiles(sample: Sample): readonly Upload[] {
  switch (sample) {
    case 'photo':
      return [photo(1)];
    case 'photos':
      return [photo(1), photo(2), photo(3)];
    case 'video':
      return [{ ...stored('film.mp4', 'video/mp4'), durationMs: 2_955 }];
    case 'audio':
      return [{ ...stored('voice.m4a', 'audio/x-m4a'), durationMs: 3_019 }];
    case 'pdf':
      return [{ ...stored('estimate.pdf', 'application/pdf'), name: 'お見積書 2026年11月.pdf' }];
    case 'empty':
      return [{ name: '空.txt', type: 'text/plain', bytes: new Uint8Array() }];
    default:
      return sample satisfies never;
  }
}

const photo = (place: number) => stored(`photo-${place}.jpg`, 'image/jpeg');

function stored(name: string, type: string): Upload {
  return { name, type, bytes: readFileSync(new URL(`./samples/${name}`, import.meta.url)) };
}
