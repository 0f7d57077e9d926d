import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import type { Speech } from '../messages/speech.ts';

/** One thing the outbox holds: something to say or do on a platform. */
export type Errand =
  | RelayErrand
  | {
      readonly do: 'tell-room';
      readonly speech: Speech;
      /** Also said when the room is closed: it is the goodbye. */
      readonly farewell: boolean;
      readonly plain?: true;
      readonly keepsPlaceOf?: readonly EntryId[];
    }
  /** The first line of a new room. Put into words when it goes out: only then is the name known. */
  | { readonly do: 'introduce-room' }
  /** What was said with the member whose room was taken over. Read from the audit log when it goes out. */
  | TranscriptErrand
  | { readonly do: 'leave-room'; readonly worksChannelId: WorksChannelId }
  | {
      readonly do: 'tell-member';
      readonly botId: BotId;
      readonly memberId: MemberId;
      readonly speech: Speech;
      /** Its outcome decides whether the member can be reached (DESIGN §6.2). */
      readonly provesReach: boolean;
      /** Its list or buttons were refused: only its text is said. */
      readonly plain?: true;
    }
  | ShowQrErrand
  | FetchMediaErrand
  | UploadMediaErrand
  | {
      readonly do: 'tell-line-user';
      readonly channelId: ChannelId;
      readonly lineUserId: LineUserId;
      readonly speech: Speech;
      /** The same in each language, while the LINE user's own is not known: their profile is asked first. */
      readonly inLanguage?: Readonly<Record<Language, Speech>>;
      readonly notice: LineNotice;
      /** Said free of charge or not at all. */
      readonly replyOnly: boolean;
      readonly aboutRoomId: TalkRoomId | null;
      /** It was kept until its LINE user writes. */
      readonly keptId?: number;
      readonly plain?: true;
      readonly withoutIcon?: true;
      readonly withoutName?: true;
      /** It stands for files that are late: said only beside other words, since a push costs money. */
      readonly keepsPlaceOf?: readonly EntryId[];
    }
  /** Answers one message of somebody whom LINE does not name, by its reply token or not at all. */
  | AnswerMessageErrand
  | {
      readonly do: 'leave-line-chat';
      readonly channelId: ChannelId;
      readonly chat: 'group' | 'room';
      readonly chatId: string;
    };

export interface AnswerMessageErrand {
  readonly do: 'answer-message';
  readonly channelId: ChannelId;
  readonly token: string;
  readonly speech: Speech;
  readonly notice: LineNotice;
  readonly plain?: true;
}

export interface TranscriptErrand {
  readonly do: 'transcript';
  /** The first of several says whose customer this was. */
  readonly heading: { readonly from: MemberId } | null;
  /** Oldest first. */
  readonly entryIds: readonly EntryId[];
}

/** Carries the words of an audit entry to the other side of its room. */
export interface RelayErrand {
  readonly do: 'relay';
  readonly to: 'line' | 'line-works';
  readonly quotedEntryId: EntryId | null;
  /** The native form was refused: say it in words. */
  readonly inWords: boolean;
  /** The member's icon was refused, or stood beside what was: it stays away. */
  readonly withoutIcon?: true;
  /** So does the member's name. */
  readonly withoutName?: true;
  /** Its file as LINE WORKS knows it; absent until it is uploaded. */
  readonly upload?: MediaUpload;
  /** The form of its kind was refused: it goes as a file. */
  readonly asFile?: true;
  /** Since when what stands behind it has waited for its file. Epoch ms. */
  readonly waitsSince?: number;
  /** It has been waited for once more than it should have been (`src/domain/files/late-file.ts`). */
  readonly hadChance?: true;
  /** Words went on without its file: it follows with a line that says what it is. */
  readonly late?: Late;
  /** An administrator has it sent again: its writer, who was told that it failed, hears the result. */
  readonly resent?: true;
}

export interface Late {
  /** The row of the line that kept its place. */
  readonly placeId: number;
}

/** An upload to LINE WORKS, which lives 24 hours (line-works.md §4). */
export interface MediaUpload {
  readonly fileId: string;
  /** Epoch ms. */
  readonly at: number;
  /** What the message is said to be. */
  readonly as: 'image' | 'video' | 'audio' | 'file';
}

/** Gets a message's file from the platform it was sent on, before it dies there. */
export interface FetchMediaErrand {
  readonly do: 'fetch-media';
  /** Not in the row's own column: this says nothing to anybody. */
  readonly entryId: EntryId;
  readonly from: 'line' | 'line-works';
  /** The OA it was sent to; null for LINE WORKS. */
  readonly channelId: ChannelId | null;
}

/** Puts a kept file where LINE WORKS shows files from, before its message is sent. */
export interface UploadMediaErrand {
  readonly do: 'upload-media';
  /** Not in the row's own column, as above. */
  readonly entryId: EntryId;
}

/** Shows someone an invite link as a QR image in a bot's 1:1 room: first uploaded, then said. */
export interface ShowQrErrand {
  readonly do: 'show-qr';
  readonly botId: BotId;
  readonly memberId: MemberId;
  readonly link: string;
  /** Null until it is uploaded. */
  readonly fileId: string | null;
  /** It was uploaded before and that upload was not taken: there is no third. */
  readonly uploadedAnew: boolean;
}

/** What a LINE user was told, for the audit log. */
export const LINE_NOTICES = [
  'link-off',
  'no-user',
  'greeting',
  'how-to-reach',
  'welcome',
  'file-refused',
  'blank',
  'file-coming',
  'file-not-coming',
  'unknown-talk-id',
  'too-many-rooms',
  'switched',
  'members',
  'leave',
  'leaving',
  'help',
  'new-holder',
  'question',
  'answered',
  'held-expired',
  'withdrawn',
  'handed-over',
  'not-delivered',
  'delivered-now',
  'absent',
] as const;
export type LineNotice = (typeof LINE_NOTICES)[number];

/** Strict classes share the platforms' limits (DESIGN §6.10): lower goes first. */
export const ERRAND_CLASS = { relayed: 1, answer: 2, notice: 3 } as const;
export type ErrandClass = (typeof ERRAND_CLASS)[keyof typeof ERRAND_CLASS];

/** On LINE a line that keeps a place costs a push: it goes beside words or not at all. */
export const goesBeside = (errand: Errand | null): boolean =>
  errand?.do === 'tell-line-user' && (errand.keepsPlaceOf ?? []).length > 0;

/** Whether it answers a message that reached nobody (`bridge/relay/line/turn-away.ts`). */
export const isTurnedAway = (notice: LineNotice): boolean =>
  notice === 'link-off' ||
  notice === 'how-to-reach' ||
  notice === 'unknown-talk-id' ||
  notice === 'too-many-rooms';

/**
 * What a LINE user is told although they ask for nothing just now: it takes no push that is kept for
 * members. Closings and handovers are noted at their rooms; what else was not said is kept.
 */
export const isWaitingNotice = (notice: LineNotice): boolean =>
  notice === 'held-expired' ||
  notice === 'not-delivered' ||
  notice === 'delivered-now' ||
  notice === 'file-not-coming' ||
  notice === 'absent';
