import type { Context } from '../../context.ts';
import { readRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';

/**
 * The room that now answers a handed-over room's customer (DESIGN §6.7): handovers are followed to
 * the last room, which may have closed since. Null when the room was not handed over.
 */
export function successorOf(context: Context, room: TalkRoom): TalkRoom | null {
  const passed = new Set([room.id]);
  let last = room;
  while (last.successorId !== null && !passed.has(last.successorId)) {
    passed.add(last.successorId);
    const next = readRoom(context.db, last.successorId);
    if (next === null) break;
    last = next;
  }
  return last.id === room.id ? null : last;
}
