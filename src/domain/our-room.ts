import type { BotId, MemberId } from './ids.ts';

/** A LINE WORKS room as it was asked for. */
export interface AskedRoom {
  readonly botId: BotId;
  readonly memberId: MemberId;
  readonly title: string;
}

/** A room as LINE WORKS shows it. */
export interface FoundRoom {
  /** The first of them; the bot may be among them. */
  readonly members: readonly string[];
  readonly hasMore: boolean;
  readonly title: string | null;
}

/**
 * Whether a room that has shown itself is the one that was asked for: nobody but the bot and the member is in
 * it, and it bears the title that it was given. A colleague's group is none (DESIGN §6.3).
 */
export function isOurRoom(found: FoundRoom, asked: AskedRoom): boolean {
  const people = found.members.filter((id) => id !== asked.botId);
  const isPair = !found.hasMore && people.length === 1 && people[0] === asked.memberId;
  return isPair && found.title === asked.title;
}
