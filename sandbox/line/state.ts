import type { Collection, Storage } from '../storage.ts';
import type {
  AccountDoc,
  BubbleDoc,
  ContentDoc,
  EventDoc,
  GroupDoc,
  LedgerDoc,
  RelationDoc,
  ReplyTokenDoc,
  UserDoc,
} from './documents.ts';
import { nextMessageId, randomToken } from './ids.ts';

const FEW = 10_000;
const EVENTS_KEPT = 5_000;
const BUBBLES_PER_CHAT = 5_000;

/** Everything the platform knows. All writes go through to the storage. */
export interface State {
  readonly storage: Storage;
  now(): number;
  /** Key of the platform's own sealed tokens. */
  readonly platformKey: string;
  readonly accounts: Collection<AccountDoc>;
  readonly users: Collection<UserDoc>;
  readonly relations: Collection<RelationDoc>;
  readonly groups: Collection<GroupDoc>;
  readonly events: Collection<EventDoc>;
  readonly replyTokens: Collection<ReplyTokenDoc>;
  readonly ledger: Collection<LedgerDoc>;
  readonly contents: Collection<ContentDoc>;
  /** Words besides LINE that no `sender.name` may hold; the real ones are not told (line.md §12). */
  readonly unnameable: Set<string>;
  /** Bubbles of one chat: an OA and a user or group. */
  chat(channelId: string, chatId: string): Collection<BubbleDoc>;
  newMessageId(): string;
  /** Tells the pages. */
  changed(): void;
  onChange(listener: () => void): () => void;
}

/** Restores or begins the platform's state. */
export function openState(storage: Storage, now: () => number): State {
  const settings = storage.collection<string>('settings', FEW);
  const chats = new Map<string, Collection<BubbleDoc>>();
  const listeners = new Set<() => void>();
  return {
    storage,
    now,
    platformKey: platformKey(),
    accounts: storage.collection('accounts', FEW),
    users: storage.collection('users', 100_000),
    relations: storage.collection('relations', 200_000),
    groups: storage.collection('groups', FEW),
    events: storage.collection('events', EVENTS_KEPT),
    replyTokens: storage.collection('reply-tokens', EVENTS_KEPT),
    ledger: storage.collection('ledger', 20_000),
    contents: storage.collection('contents', FEW),
    unnameable: new Set(),
    chat(channelId, chatId) {
      const name = `chat:${channelId}:${chatId}`;
      const open = chats.get(name) ?? storage.collection<BubbleDoc>(name, BUBBLES_PER_CHAT);
      chats.set(name, open);
      return open;
    },
    newMessageId() {
      const id = nextMessageId(settings.get('last-message-id') ?? null, now());
      settings.set('last-message-id', id);
      return id;
    },
    changed() {
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };

  function platformKey(): string {
    const stored = settings.get('platform-key');
    if (stored !== undefined) return stored;
    const fresh = randomToken();
    settings.set('platform-key', fresh);
    return fresh;
  }
}

/** The account of that channel; throws for an unknown channel. */
export function accountOf(state: State, channelId: string): AccountDoc {
  const found = state.accounts.get(channelId);
  if (found === undefined) throw new Error(`no LINE account with channel id ${channelId}`);
  return found;
}

/** The user of that id; throws for an unknown one. */
export function userOf(state: State, userId: string): UserDoc {
  const found = state.users.get(userId);
  if (found === undefined) throw new Error(`no LINE user with id ${userId}`);
  return found;
}

const STRANGER: RelationDoc = { friend: false, blocked: false, lastMessagedAt: null };

export function relationOf(state: State, channelId: string, userId: string): RelationDoc {
  return state.relations.get(`${channelId}:${userId}`) ?? STRANGER;
}

export function changeRelation(
  state: State,
  channelId: string,
  userId: string,
  change: Partial<RelationDoc>,
): void {
  const relation = { ...relationOf(state, channelId, userId), ...change };
  state.relations.set(`${channelId}:${userId}`, relation);
}

export function changeAccount(state: State, channelId: string, change: Partial<AccountDoc>): void {
  state.accounts.set(channelId, { ...accountOf(state, channelId), ...change });
  state.changed();
}

export function groupOf(state: State, channelId: string, groupId: string): GroupDoc | undefined {
  return state.groups.get(`${channelId}:${groupId}`);
}

export function changeGroup(state: State, channelId: string, group: GroupDoc): void {
  state.groups.set(`${channelId}:${group.groupId}`, group);
}
