import type { Context } from '../../../context.ts';
import { entryId } from '../../../domain/ids.ts';
import { memberInLog } from '../../../services/audit/names.ts';
import type { Talk } from '../../../services/audit/talk/talk.ts';
import { entryOf } from '../../../store/audit/audit-log.ts';
import { entriesOfSource } from '../../../store/audit/talk-entries.ts';
import type { TalkRoom } from '../../../store/talks/talk-rooms.ts';
import type { Words } from '../../../words/words.ts';
import { entryPath } from '../addresses.ts';
import { type Html, h } from '../html.ts';
import { timeOf } from '../time.ts';
import { named } from './names.ts';

/** A talk with more rooms shows the latest ones. */
const MOST_ROOMS = 100;

/** Entries in which the end of a room is looked for, from the newest back. */
const END_WITHIN = 100;

/** Why a room closed. That its LINE user was forgotten later is on the room, and closed it only if its entry says so. */
function whyClosed({ db }: Context, { id, closedReason }: TalkRoom): string | null {
  if (closedReason !== 'forgotten') return closedReason;
  const end = entriesOfSource(
    db,
    { roomId: id },
    'earlier',
    Number.MAX_SAFE_INTEGER,
    END_WITHIN,
  ).find(({ action }) => action === 'room.close' || action === 'room.hand-over');
  return (end && entryOf(db, end.id)?.reason) ?? closedReason;
}

/** Who was in charge when, over handovers. */
export function partiesOf(context: Context, words: Words, { rooms }: Talk): Html | null {
  if (rooms.length === 0) return null;
  const { auditTalk: say, auditForm, auditLog } = words;
  const heads = [say.room, say.member, say.opened, say.closed, say.why];
  const rows = rooms.slice(-MOST_ROOMS).map((room) => {
    const opening = entryOf(context.db, entryId(room.openedEntry));
    const closed = whyClosed(context, room);
    const why = closed === null ? null : (auditLog.reasons[closed] ?? null);
    const cells = [
      auditForm.roomNumber(room.id),
      named(words, memberInLog(context, room.memberId, opening?.memberName ?? null)),
      opening === null
        ? timeOf(room.openedAt)
        : h('a', { href: entryPath(opening.id) }, timeOf(room.openedAt)),
      room.closedAt === null ? say.stillOpen : timeOf(room.closedAt),
      why,
    ];
    return h(
      'tr',
      null,
      cells.map((cell, index) => h('td', { 'data-label': heads[index] ?? '' }, cell)),
    );
  });
  const head = h(
    'tr',
    null,
    heads.map((each) => h('th', { scope: 'col' }, each)),
  );
  return h(
    'details',
    { class: 'charge', open: rooms.length <= 3 },
    h('summary', null, `${say.parties} (${say.partiesCount(rooms.length)})`),
    h('table', { class: 'entries' }, h('thead', null, head), h('tbody', null, rows)),
  );
}
