import type { Context } from '../../../../src/context.ts';
import { type Blame, type SenderForm, simplerSender } from '../../../../src/domain/sender-form.ts';
import { sendersIn } from '../../../../src/platforms/line/outbound.ts';
import { lineReader } from '../../../../src/services/say/reader.ts';
import { memberSenderName, noteSenderRefused } from '../../../../src/services/say/sender.ts';
import { errandOf, type OutboxRow, updateRow } from '../../../../src/store/outbox.ts';
import { errandText } from '../../../../src/store/stored-errand.ts';
import { readRoom, type TalkRoom } from '../../../../src/store/talk-rooms.ts';
import type { Claim } from '../../loop/claim.ts';
import { speechOf } from './language.ts';

/*
 * A name and an icon are ornaments: they must never be what a message fails for (line.md §2.8). A refused
 * request goes again in a simpler form, each form once, and what LINE took without the name tells whose name
 * it refuses.
 */

/**
 * Puts the rows of a refused request in the next simpler form of their sender.
 *
 * @param keepsName whether only the icon may go
 * @returns false when the sender is not what is refused: then they have it back
 */
export function sayWithoutSender(
  context: Context,
  { request }: Claim,
  rows: readonly OutboxRow[],
  blames: Blame | null,
  keepsName = false,
): boolean {
  const senders = sendersIn(request.body ?? '');
  const names = new Set(senders.flatMap(({ name }) => name ?? []));
  const sent = { name: names.size > 0, icon: senders.some(({ icon }) => icon) };
  const dropped = rows.map(droppedOf);
  const whole = {
    name: sent.name || dropped.some(({ name }) => name),
    icon: sent.icon || dropped.some(({ icon }) => icon),
  };
  const next = simplerSender(whole, sent, blames);
  if (keepsName && next?.name !== true) return false;
  // Of several names only one may be the fault: each goes alone then.
  if (next === null || (sent.name && !next.name && names.size > 1)) {
    for (const row of rows) put(context, row, { name: false, icon: false });
    return false;
  }
  for (const row of rows) {
    put(context, row, { name: whole.name && !next.name, icon: whole.icon && !next.icon });
  }
  return true;
}

/** LINE took without their name what it had refused with it: it is not tried again (DESIGN §6.10). */
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

const NOTHING_DROPPED = { name: false, icon: false };

function droppedOf(row: OutboxRow): SenderForm {
  const errand = errandOf(row);
  if (errand?.do !== 'relay' && errand?.do !== 'tell-line-user') return NOTHING_DROPPED;
  return { name: errand.withoutName ?? false, icon: errand.withoutIcon ?? false };
}

/** Notes what a row goes without in its next request. */
function put(context: Context, row: OutboxRow, dropped: SenderForm): void {
  const errand = errandOf(row);
  if (errand?.do !== 'relay' && errand?.do !== 'tell-line-user') return;
  const before = droppedOf(row);
  if (before.name === dropped.name && before.icon === dropped.icon) return;
  const { withoutName: _name, withoutIcon: _icon, ...rest } = errand;
  const payload = errandText({
    ...rest,
    ...(dropped.name ? { withoutName: true } : {}),
    ...(dropped.icon ? { withoutIcon: true } : {}),
  });
  updateRow(context.db, row.id, { payload });
}
