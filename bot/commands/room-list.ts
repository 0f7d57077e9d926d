import * as z from 'zod';
import type { Context } from '../../src/context.ts';
import { entryId } from '../../src/domain/ids.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { nameInEntry } from '../../src/domain/text/lines.ts';
import { findMember } from '../../src/services/members/find.ts';
import { lineUserName, memberNameIn } from '../../src/services/say/shown-name.ts';
import { entryOf } from '../../src/store/audit/audit-log.ts';
import type { Member } from '../../src/store/people/members.ts';
import { countListedRooms, countMessages, listOpenRooms } from '../../src/store/talks/room-list.ts';
import type { TalkRoom } from '../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../src/words/words.ts';
import { command, type Session } from '../command.ts';
import { choose } from '../people/choose.ts';
import { PER_PAGE, paged, takePage } from './members/member-list.ts';

/** Counting goes through them one by one. */
const MOST_COUNTED = 1000;

const listArgs = z.array(z.string().max(200)).transform((words) => {
  const { rest, page } = takePage(words);
  return { who: rest.join(' ').trim(), page };
});

/** Who talks with whom. For link-admins, so never what is said (DESIGN §6.9). */
export const roomList = command({
  name: 'room list',
  group: 'talks',
  aliases: ['トーク 一覧', 'トークルーム 一覧', 'トーク'],
  roles: ['link-admin'],
  args: listArgs,
  run: (session, { who, page }) => {
    if (who === '') return listPage(session, null, page);
    const found = findMember(session.context, who);
    switch (found.kind) {
      case 'one':
        return listPage(session, found.member, page);
      case 'several':
        return choose(session, { command: 'room list', who }, found.members);
      case 'none':
        return { text: session.words.admin.notFound(who) };
      default:
        return found satisfies never;
    }
  },
});

function listPage(session: Session, member: Member | null, asked: number): Speech {
  const { context, words } = session;
  const memberId = member?.memberId ?? null;
  const total = countListedRooms(context.db, memberId);
  if (total === 0) return { text: words.admin.roomListEmpty };
  // Rooms close between two presses: the last page there is stands for one that is gone.
  const page = Math.min(asked, Math.ceil(total / PER_PAGE) - 1);
  const rooms = listOpenRooms(context.db, { memberId, offset: page * PER_PAGE, limit: PER_PAGE });
  const lines = rooms.map((room) => rowOf(session, room));
  const again = memberId === null ? 'room list' : `room list "${memberId}"`;
  return paged(session, words.admin.roomListTitle(total), lines, again, page, total);
}

/** LINE keeps users' pictures as JPEG, which no list of LINE WORKS shows (line-works.md §3.2): text holds more. */
function rowOf({ context, words }: Session, room: TalkRoom): string {
  const { admin } = words;
  const user = nameInEntry(lineUserName(context, room.lineUserId));
  const parts = [
    `#${room.id} ${user} ⇔ ${memberNameIn(context, room.memberId, words)}`,
    admin.roomSince(formatInstant(room.openedAt)),
    lastSpoken(words, context, room),
    ...howMany(words, context, room),
  ];
  return words.layout.item(parts.join(' / '));
}

function lastSpoken({ admin, layout }: Words, { db }: Context, room: TalkRoom): string {
  const who = admin.roomLastSpoke[lastSpoke(room)];
  const at = entryOf(db, entryId(Math.max(room.lineUserSpokeEntry, room.memberSpokeEntry)))?.at;
  return at === undefined ? who : layout.beside(who, formatInstant(at));
}

function howMany({ roomRow }: Words, { db }: Context, room: TalkRoom): string[] {
  const count = countMessages(db, room.id, MOST_COUNTED);
  if (count === 0) return [];
  return [count < MOST_COUNTED ? roomRow.messages(count) : roomRow.messagesAtLeast(count)];
}

function lastSpoke(room: TalkRoom): 'line-user' | 'member' | 'nobody' {
  const { lineUserSpokeEntry, memberSpokeEntry } = room;
  if (lineUserSpokeEntry === memberSpokeEntry) return 'nobody';
  return lineUserSpokeEntry > memberSpokeEntry ? 'line-user' : 'member';
}
