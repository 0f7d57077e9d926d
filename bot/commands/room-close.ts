import * as z from 'zod';
import { talkRoomId } from '../../src/domain/ids.ts';
import { closeRoom } from '../../src/services/rooms/close.ts';
import { lossOutlook } from '../../src/services/rooms/close-many.ts';
import { lineUserName, memberNameIn } from '../../src/services/say/shown-name.ts';
import { readRoom, type TalkRoom } from '../../src/store/talks/talk-rooms.ts';
import { command, type Session } from '../command.ts';
import { describeUnsent } from '../questions/effects.ts';
import { describeOutlook } from '../questions/notice-outlook.ts';

/** `3`, or `#3` as the list shows it. */
const closeArgs = z
  .tuple([z.string().regex(/^#?\d{1,15}$/)])
  .transform(([word]) => talkRoomId(Number.parseInt(word.replace('#', ''), 10)));

export const roomClose = command({
  name: 'room close',
  group: 'talks',
  aliases: ['トーク 閉じる', 'トークルーム 閉じる', 'トーク 終了'],
  roles: ['link-admin'],
  args: closeArgs,
  confirm: (session, id) => {
    const { context, words } = session;
    const room = openRoom(context, id);
    if (room === null) return null;
    const { lost, maybe } = lossOutlook(context, [room]);
    const text = [
      words.questions.closeTalk(...namesOf(session, room)),
      ...describeUnsent(words, lost, maybe),
      words.questions.effects.bothTold,
      ...describeOutlook(session, [room], false),
    ].join('\n');
    return { text, deed: words.deeds.closeTalk, words: [`${id}`] };
  },
  run: (session, id) => {
    const { context, actor, words } = session;
    const room = openRoom(context, id);
    if (room === null) return { text: words.admin.roomUnknown(`#${id}`) };
    const names = namesOf(session, room);
    const { lost, maybe } = closeRoom(context, actor, room, 'closed-by-admin');
    return { text: words.admin.roomClosed(...names, lost, maybe) };
  },
});

function openRoom(context: Session['context'], id: TalkRoom['id']): TalkRoom | null {
  const room = readRoom(context.db, id);
  return room?.state === 'open' ? room : null;
}

const namesOf = ({ context, words }: Session, room: TalkRoom): [user: string, member: string] => [
  lineUserName(context, room.lineUserId),
  memberNameIn(context, room.memberId, words),
];
