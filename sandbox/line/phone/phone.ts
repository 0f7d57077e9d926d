import { relationOf, type State, userOf } from '../state.ts';
import type { LineUser } from '../types.ts';
import type { WebhookSender } from '../webhooks/sender.ts';
import { sendContent } from './contents.ts';
import { friendshipOn } from './friendship.ts';
import { memberOfGroup } from './group.ts';
import { sendMessage, stickerMessage } from './messages.ts';
import type { Place } from './place.ts';
import { tapButton } from './tap.ts';
import { unsendMessage } from './unsend.ts';

/** The phone of a known user. */
export function phoneOf(state: State, sender: WebhookSender, userId: string): LineUser {
  const user = () => userOf(state, userId);
  user();
  const place: Place = { state, sender, userId, chatId: userId, source: { type: 'user', userId } };
  return {
    userId,
    get displayName() {
      return user().displayName;
    },
    get language() {
      return user().language;
    },
    get pictureUrl() {
      return user().pictureUrl;
    },
    rename(displayName) {
      state.users.set(userId, { ...user(), displayName });
      state.changed();
    },
    ...friendshipOn(place),
    says: (text, to) => sendMessage(place, { type: 'text', text }, to),
    sendsSticker: (packageId, stickerId, to) =>
      sendMessage(place, stickerMessage(packageId, stickerId, to), to),
    sendsLocation: (location, to) => sendMessage(place, { type: 'location', ...location }, to),
    sendsContent: (type, content, to) => sendContent(place, type, content, to),
    sends: (message, to) => sendMessage(place, message, to),
    unsends: (messageId, to) => unsendMessage(place, messageId, to),
    taps: (data, to) => tapButton(place, data, to),
    inGroup: (groupId) => memberOfGroup(place, groupId),
    chat: (oa) => [...state.chat(oa, userId).values()],
    isFriend(oa) {
      const { friend, blocked } = relationOf(state, oa, userId);
      return friend && !blocked;
    },
    isBlocked: (oa) => relationOf(state, oa, userId).blocked,
  };
}
