import { z } from 'zod';
import { talkRoomId } from '../../src/domain/ids.ts';
import { closeRoom } from '../../src/services/close-room.ts';
import { lineUserName, memberName } from '../../src/services/people.ts';
import { countQueuedRelays } from '../../src/store/outbox.ts';
import { readRoom, type TalkRoom } from '../../src/store/talk-rooms.ts';
import { command, type Session } from '../command.ts';

/** `3`, or `#3` as the list shows it. */
const closeArgs = z
  .tuple([z.string().regex(/^#?\d{1,15}$/)])
  .transform(([word]) => talkRoomId(Number.parseInt(word.replace('#', ''), 10)));

export const roomClose = command({
  name: 'room close',
  aliases: ['トーク 閉じる', 'トークルーム 閉じる', 'トーク 終了'],
  roles: ['link-admin'],
  args: closeArgs,
  confirm: ({ context, words }, id) => {
    const room = openRoom(context, id);
    if (room === null) return null;
    const waiting = countQueuedRelays(context.db, [room.id]);
    return { text: words.admin.roomCloseAsk(...namesOf(context, room), waiting), words: [`${id}`] };
  },
  run: ({ context, actor, words }, id) => {
    const room = openRoom(context, id);
    if (room === null) return { text: words.admin.roomUnknown(`#${id}`) };
    const names = namesOf(context, room);
    const lost = closeRoom(context, actor, room, 'closed-by-admin');
    return { text: words.admin.roomClosed(...names, lost) };
  },
});

function openRoom(context: Session['context'], id: TalkRoom['id']): TalkRoom | null {
  const room = readRoom(context.db, id);
  return room?.state === 'open' ? room : null;
}

const namesOf = (context: Session['context'], room: TalkRoom): [user: string, member: string] => [
  lineUserName(context, room.lineUserId),
  memberName(context, room.memberId),
];
