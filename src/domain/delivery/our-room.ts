import type { BotId, MemberId } from '../ids.ts';

/** The LINE WORKS room that was requested. */
export interface AskedRoom {
  readonly botId: BotId;
  readonly memberId: MemberId;
  readonly title: string;
}

/** A room as LINE WORKS shows it. */
export interface FoundRoom {
  /** The first page of members; the bot may be among them. */
  readonly members: readonly string[];
  readonly hasMore: boolean;
  readonly title: string | null;
}

/**
 * Whether a room found at LINE WORKS is the requested one: it holds only the bot and the member,
 * and bears the requested title. A colleague's group is not ours (DESIGN §6.3).
 */
export function isOurRoom(found: FoundRoom, asked: AskedRoom): boolean {
  const people = found.members.filter((id) => id !== asked.botId);
  const isPair = !found.hasMore && people.length === 1 && people[0] === asked.memberId;
  return isPair && found.title === asked.title;
}
