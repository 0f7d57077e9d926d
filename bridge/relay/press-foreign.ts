import type { Context } from '../../src/context.ts';
import type { EventResult } from '../../src/domain/event-result.ts';
import { planGreeting } from '../../src/services/say/greet.ts';
import type { EventPlace, FromMember } from './line-works/event-place.ts';
import { type Pressed, recordMemberPress } from './record-press.ts';

/** The text of LINE WORKS' own start button, besides `begin` (line-works.md §2.3). */
const START = 'start';

/** A member pressed a foreign button: it is recorded, and only the start button is answered. */
export function pressForeign(
  context: Context,
  event: FromMember,
  place: EventPlace,
  pressed: Pressed,
): EventResult {
  const { botId, userId, what } = event;
  const isStart = pressed.data === START && what.kind === 'message';
  if (isStart && place.kind === 'one-to-one') planGreeting(context, botId, userId, false);
  return recordMemberPress(context, event, place, pressed);
}
