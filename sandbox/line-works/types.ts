import type { WebhookOrder } from '../disorder.ts';
import type { Hold } from '../holds.ts';

/** A clock given from outside; times are epoch ms. */
export interface WorksClock {
  now(): number;
}

/** What `POST /channels` with one member does: unproven on a live tenant (line-works.md §5.1). */
export type RoomBehaviour = 'new-room' | 'single-user' | 'refuse';

/** Settings of the simulated platform; every one has a default. */
export interface WorksPlatformOptions {
  clock?: WorksClock | undefined;
  /** SQLite file in which everything survives a restart; null or absent keeps it in memory. */
  storagePath?: string | null | undefined;
  host?: string | undefined;
  apiPort?: number | undefined;
  authPort?: number | undefined;
  storagePort?: number | undefined;
  domainId?: number | undefined;
  plan?: 'free' | 'standard' | 'advanced' | undefined;
  tokenSeconds?: number | undefined;
  roomBehaviour?: RoomBehaviour | undefined;
  createChannelsPerMinute?: number | undefined;
  requestsPerMinute?: number | undefined;
  sendRateHeaders?: boolean | undefined;
  /** How long a bot may take to answer a callback; default 5000 (the real one is unknown, §2.1). */
  callbackTimeoutMs?: number | undefined;
}

/** An app of the Developer Console with its service account (line-works.md §1.1). */
export interface AppInput {
  clientId: string;
  clientSecret: string;
  serviceAccount: string;
  publicKeyPem: string;
  /** The scopes ticked in the console; others are dropped silently from tokens. */
  scopes: string[];
}

/** A bot as registered in the console (line-works.md §5.3). */
export interface BotInput {
  botId: string;
  botSecret: string;
  name: string;
  callbackUrl: string | null;
  callbackEvents?: string[] | undefined;
  channelEvents?: string[] | undefined;
  administrators?: string[] | undefined;
}

/** A name in another language (line-works.md §6). */
export interface I18nName {
  language: string;
  lastName: string;
  firstName: string;
}

/** A member of the tenant as an administrator enters him. */
export interface MemberInput {
  userId?: string | undefined;
  email: string;
  lastName?: string | null | undefined;
  firstName?: string | null | undefined;
  phoneticLastName?: string | null | undefined;
  phoneticFirstName?: string | null | undefined;
  i18nNames?: I18nName[] | undefined;
  nickName?: string | null | undefined;
  department?: string | null | undefined;
  position?: string | null | undefined;
  isAdministrator?: boolean | undefined;
  /** JPEG or PNG bytes; null takes the photo away. */
  photo?: Uint8Array | null | undefined;
  isSuspended?: boolean | undefined;
  isAwaiting?: boolean | undefined;
  isPending?: boolean | undefined;
  isDeleted?: boolean | undefined;
  leaveOfAbsence?: boolean | undefined;
  /** The language of their LINE WORKS: `ja_JP` unless told. */
  locale?: string | undefined;
}

/** A button of a bubble, as a member sees it. `quickReply` ones show under the last bubble only. */
export interface WorksButton {
  label: string;
  type: 'message' | 'uri' | 'copy' | 'postback';
  text?: string;
  postback?: string;
  data?: string;
  uri?: string;
  quickReply?: true;
}

/** One message in a talk room. */
export interface WorksBubble {
  /** Counts up in the room, from 1. */
  id: number;
  at: number;
  from: { kind: 'bot'; botId: string } | { kind: 'member'; userId: string };
  /** The content object as it was sent. */
  content: Record<string, unknown>;
  /** Readable form. */
  text: string;
  buttons: WorksButton[];
  /** Whom honoured `<m userId="…">` markup notified: user ids, or `all`. */
  mentions: string[];
}

/** One HTTP call that reached the platform. */
export interface ApiCall {
  at: number;
  method: string;
  path: string;
  /** What the caller was answered; 0 while pending, and when no answer was given. */
  status: number;
  /** Name of the API, as fault rules use it: `user-message`, `token`, … */
  api: string;
  body: unknown;
  botId?: string;
}

/** One planned failure. */
export interface FaultRule {
  api?: string | undefined;
  /** How many calls it hits; default 1. */
  times?: number | undefined;
  status?: number | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** `after`: the call takes effect, then its answer is lost. Default `before`. */
  mode?: 'before' | 'after' | undefined;
  /**
   * Default `status`; with mode `after` and no status, `cut`. `stall` gives half of the right answer and
   * then nothing; it implies `after`.
   */
  action?: 'status' | 'hang' | 'cut' | 'stall' | undefined;
  match?: ((call: ApiCall) => boolean) | undefined;
}

/** Failures that tests and the demo ask for. */
export interface Faults {
  failNext(rule: FaultRule): void;
  /** Asked about every call that no other rule concerns; null lets it be. Replaces the last one. */
  each(judge: ((call: ApiCall) => FaultRule | null) | null): void;
  /** While on, no call is answered; hung calls stay hung until the caller gives up. */
  hangAll(on: boolean): void;
  /** Every answer, or each that matches, waits this long from now on; ms. */
  delay(ms: number, match?: (call: ApiCall) => boolean): void;
  /** Calls, all or those that match, wait before they are handled until they are released by hand. */
  hold(match?: (call: ApiCall) => boolean): Hold;
  /** How callbacks travel from now on; a second one has the same bytes, as a proxy's retry has. */
  webhooks(order: WebhookOrder): void;
  clear(): void;
}

/** A file the platform keeps. */
export interface WorksFile {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

/** Webhook status of the callback; null when none was delivered or it failed. */
export type Delivered = Promise<number | null>;

/** A talk room as one member's client shows it. */
export interface RoomView {
  readonly channelId: string | null;
  readonly title: string;
  readonly type: 'SINGLE_USER' | 'MULTI_USERS';
  readonly members: string[];
  readonly botPresent: boolean;
  readonly messages: readonly WorksBubble[];
  says(text: string): Delivered;
  sendsSticker(packageId: string, stickerId: string): Delivered;
  sendsLocation(place: { address: string; latitude: number; longitude: number }): Delivered;
  sendsFile(type: 'image' | 'video' | 'audio' | 'file', file: WorksFile): Delivered;
  sends(content: object): Delivered;
  /** Opens the 1:1 room with the start button, without writing. */
  begins(): Delivered;
  /** Taps the newest visible button with this label; throws when there is none. */
  taps(button: string | { label: string }): Delivered;
  invites(userId: string): Delivered;
  invitesBot(): Delivered;
  leaves(): Delivered;
  removesBot(): Delivered;
}

/** A member's LINE WORKS client. */
export interface WorksMember {
  readonly userId: string;
  readonly email: string;
  /** "姓 名". */
  readonly name: string;
  readonly photo: Uint8Array | null;
  readonly isAdministrator: boolean;
  readonly isDeleted: boolean;
  update(fields: Partial<Omit<MemberInput, 'userId'>>): void;
  remove(): void;
  directRoom(botId: string): RoomView;
  /** Makes a room of their own with a bot, and with colleagues if told. */
  makesRoom(botId: string, title: string, others?: readonly string[]): RoomView;
  rooms(botId?: string): RoomView[];
  room(channelIdOrTitle: string): RoomView;
}

/** A bot as its administrator handles it. */
export interface WorksBot {
  readonly botId: string;
  readonly name: string;
  readonly botSecret: string;
  readonly callbackUrl: string | null;
  setCallback(url: string | null): void;
  /** Which types are delivered (line-works.md §5.3); absent lists stay as they are. */
  tick(o: { callbackEvents?: string[]; channelEvents?: string[] }): void;
  reissueSecret(): string;
  /** Posts any body to the callback URL; `null` leaves a header out. Resolves with the status. */
  sendRaw(
    body: string | object,
    o?: { signature?: string | null; botIdHeader?: string | null },
  ): Promise<number>;
  limitToMembers(userIds: string[] | null): void;
}

/** The running platform. */
export interface WorksPlatform {
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly storageUrl: string;
  readonly domainId: number;
  addApp(app: AppInput): void;
  addBot(bot: BotInput): WorksBot;
  addMember(member: MemberInput): WorksMember;
  member(userIdOrEmail: string): WorksMember;
  members(): WorksMember[];
  bot(botId: string): WorksBot;
  /** A file of a bubble, by its fileId; null when unknown. */
  file(fileId: string): WorksFile | null;
  /** What clients show of it; null when unknown. */
  fileName(fileId: string): string | null;
  readonly faults: Faults;
  readonly calls: readonly ApiCall[];
  readonly roomBehaviour: RoomBehaviour;
  setRoomBehaviour(behaviour: RoomBehaviour): void;
  setRequestsPerMinute(n: number): void;
  /** Called after every visible change; returns the way to stop it. */
  onChange(listener: () => void): () => void;
  /** Resolves when no callback delivery is in flight. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}
