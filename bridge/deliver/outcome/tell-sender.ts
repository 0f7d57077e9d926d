import type { Context } from '../../../src/context.ts';
import type { EndReason } from '../../../src/domain/delivery/end-reason.ts';
import type { RelayErrand } from '../../../src/domain/delivery/errand.ts';
import { isBlank } from '../../../src/domain/text/visible.ts';
import { lineReader, wordsForMember } from '../../../src/services/say/reader.ts';
import { tellLineUser, tellRoom } from '../../../src/services/say/say.ts';
import { memberNameFor, nameForMember } from '../../../src/services/say/shown-name.ts';
import { saidIn } from '../../../src/store/audit/file-names.ts';
import type { OutboxRow } from '../../../src/store/queue/outbox.ts';
import type { TalkRoom } from '../../../src/store/talks/talk-rooms.ts';
import { quoteLine } from '../compose/line-works/compose.ts';
import type { EndState } from './end-state.ts';

type Undelivered = Exclude<EndState, 'sent' | 'cancelled'>;

/** Tells the writer of a message what became of it, in words that match the certainty. */
export function tellSender(
  context: Context,
  room: TalkRoom,
  row: OutboxRow,
  to: RelayErrand['to'],
  state: Undelivered,
  reason: EndReason | null,
): void {
  if (to === 'line') tellSenderMember(context, room, row, state, reason);
  else tellSenderLineUser(context, room, state);
}

function tellSenderMember(
  context: Context,
  room: TalkRoom,
  { entryId }: OutboxRow,
  state: Undelivered,
  reason: EndReason | null,
): void {
  const words = wordsForMember(context, room.memberId).room;
  const said = entryId === null ? null : saidIn(context.db, entryId);
  // The member may have written more since: which one is shown as a quote.
  const quoted = said === null ? '' : quoteLine(said);
  const quote = isBlank(quoted) ? '' : `\n${words.quoted(quoted)}`;
  const text = () => {
    if (state === 'uncertain') return words.maybeNotDelivered;
    if (reason === 'blocked') return words.refusedBlocked(nameForMember(context, room));
    if (reason === 'quota') return words.notDelivered(words.quota);
    if (reason === 'fault') return words.notDelivered(words.ourFault);
    return words.notDelivered(state === 'exhausted' ? words.gaveUp : words.refusedByPlatform);
  };
  tellRoom(context, room.id, { text: `${text()}${quote}` });
}

function tellSenderLineUser(context: Context, room: TalkRoom, state: Undelivered): void {
  const reader = lineReader(context, room.lineUserId);
  const words = reader.words.line;
  const member = memberNameFor(context, room.memberId, reader);
  const text = state === 'uncertain' ? words.maybeNotDelivered(member) : words.notDelivered(member);
  tellLineUser(context, room, 'not-delivered', { text }, { roomId: room.id });
}
