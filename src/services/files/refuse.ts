import type { Context } from '../../context.ts';
import { extensionOf } from '../../domain/files/file-name.ts';
import {
  type FilePolicy,
  type FileRefusal,
  isBlockedByWorks,
  type JudgedFile,
} from '../../domain/files/file-policy.ts';
import type { MediaTrouble } from '../../domain/files/media-trouble.ts';
import type { EntryId } from '../../domain/ids.ts';
import { readFilePolicy } from '../../store/files/file-policy.ts';
import { hasSetEnded, readMedia } from '../../store/files/media.ts';
import type { TalkRoom } from '../../store/talks/talk-rooms.ts';
import type { Words } from '../../words/words.ts';
import { wordsForLineUser, wordsForMember } from '../say/reader.ts';
import { tellLineUser, tellRoom } from '../say/say.ts';
import { nameForMember } from '../say/shown-name.ts';

const MEGABYTE = 1024 * 1024;

/** A limit as people read it: up to three decimals, no trailing zeros. */
export const inMegabytes = (bytes: number): string =>
  String(Math.round((bytes / MEGABYTE) * 1000) / 1000);

/** Reasons that hold for everything sent together: reported once, for all of it. */
const OF_ALL: ReadonlySet<string> = new Set<MediaTrouble>([
  'denied',
  'blocked-extension',
  'external',
  'no-room',
]);

/** Whether both sides know already: another image of the set was refused for the same reason. */
export function isToldOfSet(
  context: Context,
  roomId: TalkRoom['id'],
  entryId: EntryId,
  reason: string,
): boolean {
  if (!OF_ALL.has(reason)) return false;
  const media = readMedia(context.db, entryId);
  return media !== null && hasSetEnded(context.db, media, roomId, reason);
}

/** Tells a file's sender why it was not passed on; the limit and the extension are named. */
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

/** Tells a file's sender, in the talk room or on LINE, why it was not passed on (DESIGN §6.8). */
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

/** Tells the member that a LINE user sent something, and why it is not shown. */
export function tellNotShown(
  context: Context,
  room: TalkRoom,
  trouble: MediaTrouble,
  file: Pick<JudgedFile, 'kind' | 'fileName'>,
): void {
  const { media, kinds } = wordsForMember(context, room.memberId);
  const isWorksRule = trouble === 'blocked-extension' && isBlockedByWorks(file.fileName);
  const why = isWorksRule ? media.whyBlockedByWorks : media.why[trouble];
  const user = nameForMember(context, room);
  const isOfRules = trouble === 'denied' || trouble === 'blocked-extension';
  const say = isOfRules ? media.notTaken : media.notShown;
  tellRoom(context, room.id, { text: say(user, kinds.names[file.kind], why) });
}
