import { bubbleOfUser, unsentBubble } from './bubbles.ts';
import { deliverEvent, type NewEvent, storeEvent } from './events.ts';
import { markAsReadTokenOf, quoteTokenOf } from './quote-tokens.ts';
import {
  accountOf,
  changeGroup,
  changeRelation,
  groupOf,
  relationOf,
  type State,
  userOf,
} from './state.ts';
import type {
  ContentType,
  LineGroupMember,
  LineUser,
  MessageTo,
  SentByUser,
  SentEvent,
  StickerTo,
  To,
  UserContent,
} from './types.ts';
import type { WebhookSender } from './webhook.ts';

type Json = Readonly<Record<string, unknown>>;

/** Memory and disk bound: LINE deletes content some time too (line.md §3). */
const CONTENTS_KEPT = 500;

/** The phone of a known user. */
export function phoneOf(state: State, sender: WebhookSender, userId: string): LineUser {
  userOf(state, userId);
  const asUser = { type: 'user', userId };

  return {
    userId,
    get displayName() {
      return userOf(state, userId).displayName;
    },
    get language() {
      return userOf(state, userId).language;
    },
    get pictureUrl() {
      return userOf(state, userId).pictureUrl;
    },
    rename(displayName) {
      state.users.set(userId, { ...userOf(state, userId), displayName });
      state.changed();
    },
    follow,
    block,
    unblock,
    says: (text, to) => sends({ type: 'text', text }, to),
    sendsSticker: (packageId, stickerId, to) => sends(stickerMessage(packageId, stickerId, to), to),
    sendsLocation: (place, to) => sends({ type: 'location', ...place }, to),
    sendsContent,
    sends,
    unsends,
    taps,
    inGroup,
    chat: (oa) => [...state.chat(oa, userId).values()],
    isFriend(oa) {
      const { friend, blocked } = relationOf(state, oa, userId);
      return friend && !blocked;
    },
    isBlocked: (oa) => relationOf(state, oa, userId).blocked,
  };

  async function follow(oa: string): Promise<SentEvent | null> {
    accountOf(state, oa);
    const { friend, blocked } = relationOf(state, oa, userId);
    if (blocked) return unblock(oa);
    if (friend) return null;
    changeRelation(state, oa, userId, { friend: true });
    return emit({ oa }, 'follow', { follow: { isUnblocked: false } }, true);
  }

  async function block(oa: string): Promise<SentEvent | null> {
    accountOf(state, oa);
    if (relationOf(state, oa, userId).blocked) return null;
    changeRelation(state, oa, userId, { blocked: true });
    return emit({ oa }, 'unfollow', {}, false);
  }

  /** A block keeps the friendship; lifting it is a `follow` (line.md §1.5). */
  async function unblock(oa: string): Promise<SentEvent | null> {
    if (!relationOf(state, oa, userId).blocked) return null;
    changeRelation(state, oa, userId, { blocked: false, friend: true });
    return emit({ oa }, 'follow', { follow: { isUnblocked: true } }, true);
  }

  function sends(message: Json, to: MessageTo): Promise<SentByUser> {
    return sendsIn(userId, asUser, message, to);
  }

  function sendsContent(
    type: ContentType,
    content: UserContent,
    to: MessageTo,
  ): Promise<SentByUser> {
    const id = state.newMessageId();
    state.storage.atomically(() => {
      state.storage.putBlob(id, content.bytes, CONTENTS_KEPT);
      state.contents.set(id, {
        messageId: id,
        channelId: to.oa,
        type,
        contentType: content.contentType,
        readyAt: state.now() + (content.readyAfterMs ?? 0),
        ...(content.fate === undefined ? {} : { fate: content.fate }),
        unsent: false,
      });
    });
    return sends({ type, id, ...contentFields(type, content) }, to);
  }

  async function sendsIn(
    chatId: string,
    source: Json,
    message: Json,
    to: MessageTo,
  ): Promise<SentByUser> {
    accountOf(state, to.oa);
    const inPrivate = chatId === userId;
    if (inPrivate && relationOf(state, to.oa, userId).blocked) {
      throw new Error('this OA is blocked: LINE lets nobody write to it before unblocking it');
    }
    const wired = wireMessage(chatId, message, to);
    const name = inPrivate ? null : userOf(state, userId).displayName;
    const bubble = bubbleOfUser(wired.id, state.now(), wired.message, name);
    const event = state.storage.atomically(() => {
      state.chat(to.oa, chatId).set(bubble.id, bubble);
      if (inPrivate) changeRelation(state, to.oa, userId, { lastMessagedAt: state.now() });
      return storeEvent(state, {
        ...envelope(to, chatId, source),
        type: 'message',
        payload: { message: wired.message },
        replyable: true,
        bubbleId: bubble.id,
      });
    });
    state.changed();
    const sent = to.hold ? heldBack(event) : await deliverEvent(state, sender, event, false);
    return { ...sent, messageId: wired.id };
  }

  /** Fields in the order real messages have; absent values are left out, never null (§1.6). */
  function wireMessage(
    chatId: string,
    message: Json,
    to: MessageTo,
  ): { id: string; message: Json } {
    const { type, id: given, ...rest } = message;
    const id = typeof given === 'string' ? given : state.newMessageId();
    const quoteToken = quoteTokenOf(state, to.oa, chatId, id, String(type));
    const markAsReadToken = markAsReadTokenOf(state, to.oa, chatId, id);
    const extras = {
      ...(quoteToken === null ? {} : { quoteToken }),
      markAsReadToken,
      ...(to.quote === undefined ? {} : { quotedMessageId: to.quote }),
    };
    return { id, message: { type, id, ...extras, ...rest } };
  }

  async function unsends(messageId: string, to: To): Promise<SentEvent> {
    const chat = state.chat(to.oa, userId);
    const bubble = chat.get(messageId);
    if (bubble) chat.set(messageId, unsentBubble(bubble));
    const content = state.contents.get(messageId);
    if (content) {
      state.contents.set(messageId, { ...content, unsent: true });
      state.storage.deleteBlob(messageId);
    }
    return emit(to, 'unsend', { unsend: { messageId } }, false);
  }

  async function taps(
    data: string,
    to: To & { readonly displayText?: string; readonly params?: Readonly<Record<string, string>> },
  ): Promise<SentEvent> {
    if (to.displayText !== undefined) {
      const id = state.newMessageId();
      const message = { type: 'text', id, text: to.displayText };
      state.chat(to.oa, userId).set(id, bubbleOfUser(id, state.now(), message, null));
      return emit(to, 'postback', { postback: postback(data, to.params) }, true, id);
    }
    return emit(to, 'postback', { postback: postback(data, to.params) }, true);
  }

  function inGroup(groupId: string): LineGroupMember {
    const source = { type: 'group', groupId, userId };
    return {
      invites,
      says: (text, to) => sendsToGroup({ type: 'text', text }, to),
      sends: sendsToGroup,
      chat,
    };

    async function invites(oa: string): Promise<SentEvent> {
      enter(oa, true);
      const event: NewEvent = {
        ...envelope({ oa }, groupId, { type: 'group', groupId }),
        type: 'join',
        payload: {},
        replyable: true,
        bubbleId: null,
      };
      return deliverEvent(state, sender, storeEvent(state, event), false);
    }

    async function sendsToGroup(message: Json, to: MessageTo): Promise<SentByUser> {
      if (groupOf(state, to.oa, groupId)?.joined === false) {
        throw new Error('the OA has left this group and hears nothing of it');
      }
      enter(to.oa, true);
      return sendsIn(groupId, source, message, to);
    }

    function enter(oa: string, joined: boolean): void {
      accountOf(state, oa);
      const members = new Set(groupOf(state, oa, groupId)?.members ?? []).add(userId);
      changeGroup(state, oa, { groupId, joined, members: [...members] });
    }

    function chat(oa: string) {
      return [...state.chat(oa, groupId).values()];
    }
  }

  async function emit(
    to: To,
    type: string,
    payload: Json,
    replyable: boolean,
    bubbleId: string | null = null,
  ): Promise<SentEvent> {
    const event = storeEvent(state, {
      ...envelope(to, userId, asUser),
      type,
      payload,
      replyable,
      bubbleId,
    });
    state.changed();
    return to.hold ? heldBack(event) : deliverEvent(state, sender, event, false);
  }
}

function envelope(to: To, chatId: string, { userId, ...place }: Json) {
  const source = to.anonymous || userId === undefined ? place : { ...place, userId };
  return { channelId: to.oa, chatId, source, standby: to.standby ?? false };
}

function heldBack(event: { readonly id: string; readonly replyToken: string | null }): SentEvent {
  return { webhookEventId: event.id, replyToken: event.replyToken, status: null };
}

function stickerMessage(packageId: string, stickerId: string, to: StickerTo): Json {
  return {
    type: 'sticker',
    stickerId,
    packageId,
    stickerResourceType: to.resourceType ?? 'STATIC',
    ...(to.keywords === undefined ? {} : { keywords: to.keywords }),
    ...(to.text === undefined ? {} : { text: to.text }),
  };
}

function contentFields(type: ContentType, content: UserContent): Json {
  if (type === 'file') {
    return { fileName: content.fileName ?? 'file', fileSize: content.bytes.length };
  }
  return {
    ...(content.durationMs === undefined ? {} : { duration: content.durationMs }),
    contentProvider: { type: 'line' },
    ...(content.imageSet === undefined ? {} : { imageSet: content.imageSet }),
  };
}

function postback(data: string, params: Readonly<Record<string, string>> | undefined): Json {
  return params === undefined ? { data } : { data, params };
}
