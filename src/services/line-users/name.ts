import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import { cleanName } from '../../domain/text/names.ts';
import { changeRoom, type TalkRoom } from '../../store/talks/talk-rooms.ts';
import { lineUserName, memberName } from '../say/shown-name.ts';

export type Naming =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'unchanged'; readonly name: string }
  /** It has no visible character left. */
  | { readonly kind: 'unusable' };

/**
 * Gives a room's LINE user a name of the member's own, which only this member sees; an empty one
 * takes it back. Writes nothing unless the name changes.
 */
export function nameLineUser(
  context: Context,
  actor: Actor,
  room: TalkRoom,
  typed: string,
): Naming {
  const name = cleanName(typed, '');
  if (name === '' && typed !== '') return { kind: 'unusable' };
  const givenName = name === '' ? null : name;
  const shown = lineUserName(context, room.lineUserId);
  if (givenName === room.givenName) return { kind: 'unchanged', name: givenName ?? shown };
  changeRoom(context.db, room.id, { givenName });
  record(context, {
    action: 'room.name',
    actor,
    outcome: 'ok',
    reason: givenName === null ? 'cleared' : null,
    roomId: room.id,
    channelId: room.channelId,
    lineUserId: room.lineUserId,
    lineUserName: shown,
    memberId: room.memberId,
    memberName: memberName(context, room.memberId),
    // A name is a person's words: it can be erased, the entry cannot.
    content: givenName === null ? null : { text: givenName, detail: null },
  });
  return givenName === null ? { kind: 'cleared' } : { kind: 'named', name: givenName };
}
