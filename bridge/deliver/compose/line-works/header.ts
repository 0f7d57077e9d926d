import type { Context } from '../../../../src/context.ts';
import { DIRECT_MODE_MARK } from '../../../../src/domain/text/names.ts';
import { neutraliseMarkup } from '../../../../src/domain/text/text.ts';
import { hasNamesake } from '../../../../src/services/say/shown-name.ts';
import type { TalkRoom } from '../../../../src/store/talks/talk-rooms.ts';

/** A name that ends like a tag could pass for a namesake. */
const LIKE_TAG = /#\s*\d+$/u;

/** In direct mode what the member calls the LINE user heads every message; equal names carry a tag. */
export function headerOf(context: Context, room: TalkRoom, name: string): string {
  const isTagged = LIKE_TAG.test(name.normalize('NFKC')) || hasNamesake(context, room, name);
  const header = `${DIRECT_MODE_MARK}${name}${isTagged ? ` #${room.id}` : ''}\n`;
  // Whatever stands below: a name that ends in `<` begins no mention with it.
  return neutraliseMarkup(`${header}m`).slice(0, -1);
}
