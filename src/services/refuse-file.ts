import type { Context } from '../context.ts';
import { extensionOf } from '../domain/file-name.ts';
import type { FilePolicy, FileRefusal, JudgedFile } from '../domain/file-policy.ts';
import { readFilePolicy } from '../store/file-policy.ts';
import type { TalkRoom } from '../store/talk-rooms.ts';
import type { Words } from '../words/words.ts';
import { wordsForLineUser, wordsForMember } from './people.ts';
import { tellLineUser, tellRoom } from './say.ts';

const MEGABYTE = 1024 * 1024;

/** A limit as people read it: up to three decimals, no zeros at the end. */
export const inMegabytes = (bytes: number): string =>
  String(Math.round((bytes / MEGABYTE) * 1000) / 1000);

/** Why a file does not go on, for whoever sent it; the limit and the extension are named. */
export function fileRefusalText(
  words: Words,
  reader: 'line-user' | 'member',
  policy: FilePolicy,
  reason: FileRefusal,
  file: Pick<JudgedFile, 'kind' | 'fileName'>,
): string {
  const { files, kinds } = words;
  const details: Record<FileRefusal, string> = {
    denied: '',
    'blocked-extension': extensionOf(file.fileName ?? ''),
    'too-large': files.megabytes(inMegabytes(policy.limitBytes ?? 0)),
  };
  const say = reader === 'line-user' ? files.toLineUser[reason] : files.toMember[reason];
  return say(kinds.names[file.kind], details[reason]);
}

/** Tells the sender of a file, in the talk room or on LINE, why it does not go on (DESIGN §6.8). */
export function tellFileRefused(
  context: Context,
  room: TalkRoom,
  to: 'line' | 'line-works',
  reason: FileRefusal,
  file: Pick<JudgedFile, 'kind' | 'fileName'>,
): void {
  const policy = readFilePolicy(context.db);
  if (to === 'line') {
    const words = wordsForMember(context, room.memberId);
    tellRoom(context, room.id, { text: fileRefusalText(words, 'member', policy, reason, file) });
    return;
  }
  const words = wordsForLineUser(context, room.lineUserId);
  const text = fileRefusalText(words, 'line-user', policy, reason, file);
  tellLineUser(context, room, 'file-refused', { text }, { roomId: room.id });
}
