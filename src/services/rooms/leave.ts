import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { entryId } from '../../domain/ids.ts';
import { type LineAsked, speakerOf } from '../../domain/speaker.ts';
import { openQuestion } from '../../store/talks/questions.ts';
import { readRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { choicesOf } from '../addressee/ask.ts';
import { noteSpoken } from '../addressee/whom-for.ts';
import { closeRoom } from './close.ts';
import { tellSwitched } from './switch.ts';

/** A LINE user ends a talk. The user knows it, so the next message is not asked about for that. */
export function leaveTalk(context: Context, actor: Actor, asked: LineAsked, room: TalkRoom): void {
  closeRoom(context, actor, room, 'left-by-user');
  const speaker = speakerOf(asked);
  const closed = readRoom(context.db, room.id);
  if (closed !== null) noteSpoken(context, speaker, null, entryId(closed.closedEntry));
  if (openQuestion(context.db, speaker) !== null) return;
  const [left, ...others] = choicesOf(context, asked);
  const next = left && others.length === 0 ? readRoom(context.db, left.roomId) : null;
  if (next !== null) tellSwitched(context, next);
}
