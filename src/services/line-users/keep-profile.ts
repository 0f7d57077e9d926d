import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { ERRAND_CLASS } from '../../domain/delivery/errand.ts';
import type { LineUserId } from '../../domain/ids.ts';
import { cleanName } from '../../domain/text/names.ts';
import { noteProfileAsked, readLineUser, saveProfile } from '../../store/line/line-users.ts';
import { knownErrandOf, queuedOfRoom } from '../../store/queue/outbox.ts';
import { openRoomsWith, roomModeOf, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { wordsForMember } from '../say/reader.ts';
import { tellRoom } from '../say/say.ts';
import { lineUserName } from '../say/shown-name.ts';

/** What LINE tells about a user (line.md §4). */
export interface Profile {
  readonly displayName: string;
  readonly language: string | null;
  readonly pictureUrl: string | null;
}

/**
 * Keeps a profile from LINE. Lists and headers show its name from here on; a LINE WORKS room cannot
 * be renamed (line-works.md §0 row 7), so members who know the LINE user by another name are told.
 */
export function keepProfile(context: Context, lineUserId: LineUserId, profile: Profile): void {
  const known = readLineUser(context.db, lineUserId);
  const before = lineUserName(context, lineUserId);
  // A name without a visible character does not replace the known one.
  const shows = cleanName(profile.displayName, '') !== '';
  const displayName = shows ? profile.displayName : (known?.displayName ?? '');
  saveProfile(context.db, lineUserId, { ...profile, displayName }, context.clock.now());
  const now = lineUserName(context, lineUserId);
  // Before the first profile was read, no name had been shown.
  if (known?.profileAt == null || now === before) return;
  record(context, {
    action: 'line-user.rename',
    actor: SYSTEM,
    outcome: 'ok',
    lineUserId,
    lineUserName: now,
    content: { text: now, detail: null },
  });
  const wasUnnamed = !known.displayName;
  for (const room of openRoomsWith(context.db, lineUserId)) {
    if (room.givenName === null && isUnderName(context, room)) {
      tellNewName(context, room, wasUnnamed ? null : before, now);
    }
  }
}

/** LINE gave no profile: it has many reasons (line.md §4), so what is known stays. */
export function keepNoProfile(context: Context, lineUserId: LineUserId): void {
  noteProfileAsked(context.db, lineUserId, context.clock.now());
}

/** Whether the room's member has been shown the name known so far. */
function isUnderName(context: Context, room: TalkRoom): boolean {
  if (roomModeOf(context.db, room.memberId) !== 'direct') return room.worksChannelId !== null;
  // The room's first line is yet to come, and says the new name.
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
