import { accountOf, changeGroup, groupOf } from '../state.ts';
import type { LineGroupMember, MessageTo, SentByUser, SentEvent } from '../types.ts';
import { deliverEvent, storeEvent } from '../webhooks/events.ts';
import { sendMessage } from './messages.ts';
import { eventAt, type Json, type Place } from './place.ts';

/** The user as a member of that group. */
export function memberOfGroup(phone: Place, groupId: string): LineGroupMember {
  const { state, sender, userId } = phone;
  const place: Place = { ...phone, chatId: groupId, source: { type: 'group', groupId, userId } };
  return {
    invites,
    says: (text, to) => sends({ type: 'text', text }, to),
    sends,
    chat: (oa) => [...state.chat(oa, groupId).values()],
  };

  async function invites(oa: string): Promise<SentEvent> {
    enter(oa);
    const joined = { type: 'join', payload: {}, replyable: true };
    // A join tells the group only, not who brought the OA.
    const event = storeEvent(state, eventAt(place, { oa, anonymous: true }, joined));
    return deliverEvent(state, sender, event, false);
  }

  async function sends(message: Json, to: MessageTo): Promise<SentByUser> {
    if (groupOf(state, to.oa, groupId)?.joined === false) {
      throw new Error('the OA has left this group and hears nothing of it');
    }
    enter(to.oa);
    return sendMessage(place, message, to);
  }

  function enter(oa: string): void {
    accountOf(state, oa);
    const members = new Set(groupOf(state, oa, groupId)?.members ?? []).add(userId);
    changeGroup(state, oa, { groupId, joined: true, members: [...members] });
  }
}
