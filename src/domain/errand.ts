import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from './ids.ts';
import type { Speech } from './speech.ts';

/** One thing the outbox holds: something to say or do on a platform. */
export type Errand =
  | RelayErrand
  | {
      readonly do: 'tell-room';
      readonly speech: Speech;
      /** Also said when the room is closed: it is the goodbye. */
      readonly farewell: boolean;
    }
  /** The first line of a new room. Put into words when it goes out: only then is the name known. */
  | { readonly do: 'introduce-room' }
  | { readonly do: 'leave-room'; readonly worksChannelId: WorksChannelId }
  | {
      readonly do: 'tell-member';
      readonly botId: BotId;
      readonly memberId: MemberId;
      readonly speech: Speech;
      /** Its outcome decides whether the member can be reached (DESIGN §6.2). */
      readonly provesReach: boolean;
    }
  | {
      readonly do: 'tell-channel';
      readonly botId: BotId;
      readonly worksChannelId: WorksChannelId;
      readonly speech: Speech;
    }
  | {
      readonly do: 'tell-line-user';
      readonly channelId: ChannelId;
      readonly lineUserId: LineUserId;
      readonly speech: Speech;
      readonly notice: LineNotice;
      /** Said free of charge or not at all. */
      readonly replyOnly: boolean;
      readonly aboutRoomId: TalkRoomId | null;
    }
  | {
      readonly do: 'leave-line-chat';
      readonly channelId: ChannelId;
      readonly chat: 'group' | 'room';
      readonly chatId: string;
    };

/** Carries the words of an audit entry to the other side of its room. */
export interface RelayErrand {
  readonly do: 'relay';
  readonly to: 'line' | 'line-works';
  readonly quotedEntryId: EntryId | null;
  /** The native form was refused: say it in words. */
  readonly inWords: boolean;
}

/** What a LINE user was told, for the audit log. */
export type LineNotice =
  | 'link-off'
  | 'greeting'
  | 'how-to-reach'
  | 'welcome'
  | 'kind-not-relayed'
  | 'unknown-talk-id'
  | 'too-many-rooms'
  | 'switched'
  | 'question'
  | 'held-expired'
  | 'withdrawn'
  | 'not-delivered';

/** Strict classes share the platforms' limits (DESIGN §6.10): lower goes first. */
export const ERRAND_CLASS = { relayed: 1, answer: 2, notice: 3 } as const;
export type ErrandClass = (typeof ERRAND_CLASS)[keyof typeof ERRAND_CLASS];
