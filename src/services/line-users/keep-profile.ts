import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/errand.ts';
import type { LineUserId } from '../../domain/ids.ts';
import { cleanName } from '../../domain/names.ts';
import { noteProfileAsked, readLineUser, saveProfile } from '../../store/line-users.ts';
import { knownErrandOf, queuedOfRoom } from '../../store/outbox.ts';
import { openRoomsWith, roomModeOf, type TalkRoom } from '../../store/talk-rooms.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellRoom } from '../say/say.ts';
import { lineUserName } from '../say/shown-name.ts';

/** What LINE tells of somebody (line.md §4). */
export interface Profile {
  readonly displayName: string;
  readonly language: string | null;
  readonly pictureUrl: string | null;
}

/**
 * Keeps a profile that LINE has told. Lists and headers show the name from here on; a LINE WORKS room cannot
 * be renamed (line-works.md §0 row 7), so members who know the LINE user by another name are told.
 */
export function keepProfile(context: Context, lineUserId: LineUserId, profile: Profile): void {
  const known = readLineUser(context.db, lineUserId);
  const before = lineUserName(context, lineUserId);
  // A name of which nothing shows does not replace the one that is known.
  const shows = cleanName(profile.displayName, '') !== '';
  const displayName = shows ? profile.displayName : (known?.displayName ?? '');
  saveProfile(context.db, lineUserId, { ...profile, displayName }, context.clock.now());
  const now = lineUserName(context, lineUserId);
  // Before the first look no name has been shown.
  if (known?.profileAt == null || now === before) return;
  record(context, {
    action: 'line-user.rename',
    actor: SYSTEM,
    outcome: 'ok',
    lineUserId,
    lineUserName: now,
    content: { text: now, detail: null, searchable: false },
  });
  const wasUnnamed = !known.displayName;
  for (const room of openRoomsWith(context.db, lineUserId)) {
    if (room.givenName === null && isUnderName(context, room)) {
      tellNewName(context, room, wasUnnamed ? null : before, now);
    }
  }
}

/** LINE told none: for its many reasons (line.md §4) what is known stays. */
export function keepNoProfile(context: Context, lineUserId: LineUserId): void {
  noteProfileAsked(context.db, lineUserId, context.clock.now());
}

/** Whether the room's member has been shown the name that was known so far. */
function isUnderName(context: Context, room: TalkRoom): boolean {
  if (roomModeOf(context.db, room.memberId) !== 'direct') return room.worksChannelId !== null;
  // Its first line is yet to come, and says the new name.
  return !queuedOfRoom(context.db, room.id).some(
    (row) => knownErrandOf(row)?.do === 'introduce-room',
  );
}

function tellNewName(context: Context, room: TalkRoom, before: string | null, now: string): void {
  const words = wordsForMember(context, room.memberId).room;
  const lines = [before === null ? words.nameKnown(now) : words.renamed(before, now)];
  if (room.worksChannelId !== null) lines.push(words.titleStays);
  tellRoom(context, room.id, { text: lines.join('\n') }, { class: ERRAND_CLASS.notice });
}
