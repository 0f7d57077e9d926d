import type {
  AppRecord,
  BotRecord,
  BubbleRecord,
  FileRecord,
  MemberRecord,
  RoomRecord,
  TokenRecord,
} from './records.ts';
import type { Store } from './store.ts';

/** Old bubbles of a room are dropped past this: memory stays bounded in long runs. */
const MAX_BUBBLES_PER_ROOM = 5000;

/** Records by id, held in memory and written through. */
export interface Collection<T> {
  get(id: string): T | undefined;
  put(record: T): void;
  remove(id: string): void;
  all(): T[];
}

/** All state of the simulated tenant. */
export interface World {
  apps: Collection<AppRecord>;
  tokens: Collection<TokenRecord>;
  bots: Collection<BotRecord>;
  members: Collection<MemberRecord>;
  rooms: Collection<RoomRecord>;
  files: Collection<FileRecord>;
  bubbles(channelId: string): readonly BubbleRecord[];
  addBubble(channelId: string, bubble: Omit<BubbleRecord, 'id' | 'channelId'>): BubbleRecord;
  /** Counts up over restarts. */
  nextSeq(): number;
  store: Store;
}

/** Guarantee: the store holds only what {@link collection} itself wrote under this kind. */
function revive<T>(json: string): T {
  return JSON.parse(json) as T;
}

function collection<T>(store: Store, kind: string, idOf: (record: T) => string): Collection<T> {
  const items = new Map<string, T>();
  for (const json of store.load(kind)) {
    const record = revive<T>(json);
    items.set(idOf(record), record);
  }
  return {
    get: (id) => items.get(id),
    put: (record) => {
      items.set(idOf(record), record);
      store.put(kind, idOf(record), JSON.stringify(record));
    },
    remove: (id) => {
      items.delete(id);
      store.remove(kind, id);
    },
    all: () => [...items.values()],
  };
}

function bubbleBook(store: Store) {
  const byRoom = new Map<string, BubbleRecord[]>();
  const roomOf = (channelId: string) => {
    const list = byRoom.get(channelId) ?? [];
    byRoom.set(channelId, list);
    return list;
  };
  const key = (b: BubbleRecord) => `${b.channelId}#${String(b.id).padStart(9, '0')}`;
  for (const json of store.load('bubble')) {
    const bubble = revive<BubbleRecord>(json);
    roomOf(bubble.channelId).push(bubble);
  }
  return {
    bubbles: roomOf,
    addBubble: (channelId: string, given: Omit<BubbleRecord, 'id' | 'channelId'>) => {
      const list = roomOf(channelId);
      const bubble = { ...given, channelId, id: (list.at(-1)?.id ?? 0) + 1 };
      list.push(bubble);
      store.put('bubble', key(bubble), JSON.stringify(bubble));
      const dropped = list.length > MAX_BUBBLES_PER_ROOM ? list.shift() : undefined;
      if (dropped !== undefined) store.remove('bubble', key(dropped));
      return bubble;
    },
  };
}

/** Opens the tenant's state, with everything the store remembers. */
export function openWorld(store: Store): World {
  const members = collection<MemberRecord>(store, 'member', (m) => m.userId);
  const rooms = collection<RoomRecord>(store, 'room', (r) => r.channelId);
  let seq = Math.max(0, ...members.all().map((m) => m.seq), ...rooms.all().map((r) => r.seq));
  return {
    apps: collection<AppRecord>(store, 'app', (a) => a.clientId),
    tokens: collection<TokenRecord>(store, 'token', (t) => t.token),
    bots: collection<BotRecord>(store, 'bot', (b) => b.botId),
    members,
    rooms,
    files: collection<FileRecord>(store, 'file', (f) => f.fileId),
    ...bubbleBook(store),
    nextSeq: () => ++seq,
    store,
  };
}
