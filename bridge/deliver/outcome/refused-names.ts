import type { Context } from '../../../src/context.ts';
import { lineReader } from '../../../src/services/say/reader.ts';
import { memberSenderName, noteSenderRefused } from '../../../src/services/say/sender.ts';
import { errandOf, type OutboxRow } from '../../../src/store/queue/outbox.ts';
import { readRoom, type TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { speechOf } from '../compose/line/language.ts';

/** LINE accepted without a name what it had refused with it: no more tries (DESIGN §6.10). */
export function rememberRefusedNames(context: Context, taken: readonly OutboxRow[]): void {
  for (const row of taken) {
    const errand = errandOf(row);
    if (errand?.do === 'relay' && errand.withoutName && row.roomId !== null) {
      const room = readRoom(context.db, row.roomId);
      if (room !== null) forgetSender(context, room);
    }
    if (errand?.do !== 'tell-line-user' || !errand.withoutName) continue;
    const { sender, senderId } = speechOf(context, errand);
    if (sender && senderId) noteSenderRefused(context, senderId, sender);
  }
}

function forgetSender(context: Context, { memberId, lineUserId }: TalkRoom): void {
  const name = memberSenderName(context, memberId, lineReader(context, lineUserId));
  noteSenderRefused(context, memberId, name);
}
