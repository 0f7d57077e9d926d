import { accountOf, changeRelation, relationOf } from '../state.ts';
import type { LineUser, SentEvent } from '../types.ts';
import { emit, type Place } from './place.ts';

/** Friend, blocked, friend again: what the user decides about an OA. */
export function friendshipOn(place: Place): Pick<LineUser, 'follow' | 'block' | 'unblock'> {
  const { state, userId } = place;
  return { follow, block, unblock };

  async function follow(oa: string): Promise<SentEvent | null> {
    accountOf(state, oa);
    const { friend, blocked } = relationOf(state, oa, userId);
    if (blocked) return unblock(oa);
    if (friend) return null;
    changeRelation(state, oa, userId, { friend: true });
    return followed(oa, false);
  }

  async function block(oa: string): Promise<SentEvent | null> {
    accountOf(state, oa);
    if (relationOf(state, oa, userId).blocked) return null;
    changeRelation(state, oa, userId, { blocked: true });
    return emit(place, { oa }, { type: 'unfollow', payload: {}, replyable: false });
  }

  /** A block keeps the friendship; lifting it is a `follow` (line.md §1.5). */
  async function unblock(oa: string): Promise<SentEvent | null> {
    if (!relationOf(state, oa, userId).blocked) return null;
    changeRelation(state, oa, userId, { blocked: false, friend: true });
    return followed(oa, true);
  }

  function followed(oa: string, isUnblocked: boolean): Promise<SentEvent> {
    const payload = { follow: { isUnblocked } };
    return emit(place, { oa }, { type: 'follow', payload, replyable: true });
  }
}
