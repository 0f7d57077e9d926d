import type { Context } from '../../../src/context.ts';
import type { RelayErrand } from '../../../src/domain/delivery/errand.ts';
import { isBlank } from '../../../src/domain/text/visible.ts';
import { lineReader, wordsForMember } from '../../../src/services/say/reader.ts';
import { tellLineUser, tellRoom } from '../../../src/services/say/say.ts';
import { memberNameFor } from '../../../src/services/say/shown-name.ts';
import { saidIn } from '../../../src/store/audit/file-names.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { quoteLine } from '../compose/line-works/compose.ts';

/** A message that an administrator had sent again has arrived: its writer was told that it had not. */
export function tellArrived(
  context: Context,
  room: TalkRoom,
  { entryId }: OutboxRow,
  { to }: RelayErrand,
): void {
  if (to === 'line-works') {
    const reader = lineReader(context, room.lineUserId);
    const text = reader.words.deliveries.arrivedToMember(
      memberNameFor(context, room.memberId, reader),
    );
    tellLineUser(context, room, 'delivered-now', { text }, { roomId: room.id });
    return;
  }
  const words = wordsForMember(context, room.memberId);
  const said = entryId === null ? null : saidIn(context.db, entryId);
  const quoted = said === null ? '' : quoteLine(said);
  const quote = isBlank(quoted) ? '' : `\n${words.room.quoted(quoted)}`;
  tellRoom(context, room.id, { text: `${words.deliveries.arrived}${quote}` });
}
