import sharp from 'sharp';
import type { LineUser } from '../../sandbox/line/platform.ts';
import type { RoomView } from '../../sandbox/line-works/platform.ts';
import type { ContentKind } from '../../src/domain/messages/content.ts';
import { OA } from './company.ts';
import { m4a, mp4 } from './sounds.ts';

/** One message of every kind, as a LINE user and as a member send it. */

export const FILE_KINDS = ['image', 'video', 'audio', 'file'] as const;
export const KINDS = ['text', 'sticker', 'location', ...FILE_KINDS, 'unknown'] as const;

export type FileKind = (typeof FILE_KINDS)[number];

export const isFile = (kind: ContentKind): kind is FileKind =>
  FILE_KINDS.some((each) => each === kind);

export const FILES: Readonly<
  Record<FileKind, { readonly name: string; readonly extension: string }>
> = {
  image: { name: '画像', extension: 'jpg' },
  video: { name: '動画', extension: 'mp4' },
  audio: { name: '音声', extension: 'm4a' },
  file: { name: 'ファイル', extension: 'pdf' },
};

const PLACE = { title: '本店', address: '大阪市北区', latitude: 34.7, longitude: 135.5 };

const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#08f' } })
  .jpeg()
  .toBuffer();

/** Real samples; each number has its own bytes. */
export function sample(kind: FileKind, number: number): Uint8Array {
  const free = Buffer.alloc(2000 + number);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4);
  const samples: Readonly<Record<FileKind, () => Uint8Array>> = {
    image: () => Buffer.concat([photo, Buffer.alloc(number)]),
    video: () => mp4(5000 + number),
    audio: () => Buffer.concat([m4a(2500), free]),
    file: () => Buffer.from(`%PDF-1.7\n${'x'.repeat(4000 + number)}`),
  };
  return samples[kind]();
}

const named = (kind: FileKind, number: number) => ({
  bytes: sample(kind, number),
  contentType: 'application/octet-stream',
  fileName: `a.${FILES[kind].extension}`,
});

export async function userSends(user: LineUser, kind: ContentKind, number: number): Promise<void> {
  const to = { oa: OA };
  if (isFile(kind)) await user.sendsContent(kind, named(kind, number), to);
  else if (kind === 'text') await user.says('こんにちは', to);
  else if (kind === 'sticker') await user.sendsSticker('446', '1988', to);
  else if (kind === 'location') await user.sendsLocation(PLACE, to);
  else await user.sends({ type: 'hologram' }, to);
}

export async function memberSends(
  room: RoomView,
  kind: ContentKind,
  number: number,
): Promise<void> {
  if (isFile(kind)) await room.sendsFile(kind, named(kind, number));
  else if (kind === 'text') await room.says('こんにちは');
  else if (kind === 'sticker') await room.sendsSticker('446', '1988');
  else if (kind === 'location') await room.sendsLocation(PLACE);
  else await room.sends({ type: 'hologram' });
}
