import type { Words } from '../../src/words/words.ts';

/** Talk IDs that a question names one by one; of more it says how many. */
const MOST_TALK_IDS = 3;

/** What ends when members stop being link members. */
export interface RemovalEffects {
  readonly rooms: number;
  /** People's messages that are waiting, and how many of those may have arrived. */
  readonly lost: number;
  readonly maybe: number;
  readonly talkIds: readonly string[];
}

/** The lines of a question that say what ends; counts of zero are left out. */
export function describeEnding(
  words: Words,
  { rooms, lost, maybe, talkIds }: RemovalEffects,
): string[] {
  const { effects } = words.questions;
  return [
    ...(rooms > 0 ? [effects.roomsGo(rooms)] : []),
    ...describeTalkIds(words, talkIds),
    ...describeUnsent(words, lost, maybe),
  ];
}

/** The line about messages that would not arrive. */
export const describeUnsent = ({ questions }: Words, lost: number, maybe: number): string[] =>
  lost > 0 ? [questions.effects.unsent(lost, maybe)] : [];

function describeTalkIds({ questions, layout }: Words, talkIds: readonly string[]): string[] {
  const { effects } = questions;
  if (talkIds.length === 0) return [];
  if (talkIds.length > MOST_TALK_IDS) return [effects.talkIdsOfMany(talkIds.length)];
  return [effects.talkIdsGo(talkIds.map(layout.quoted).join(layout.between), talkIds.length)];
}

/** Where what was said can still be found, where something was. */
export const describeHistory = ({ questions }: Words, rooms: number): string[] =>
  rooms > 0 ? [questions.effects.historyStays] : [];
