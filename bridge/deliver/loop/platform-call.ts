import type { Host } from '../../../src/domain/destination.ts';
import type { CallArea } from '../../../src/domain/fault-points.ts';
import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../../src/domain/ids.ts';
import type { WorksApi } from '../../../src/platforms/line-works/client.ts';

/** One platform call of a lane; `step` says which. Stored as the address of its request. */
export type PlatformCall =
  | {
      readonly step: 'line-profile';
      readonly channelId: ChannelId;
      readonly lineUserId: LineUserId;
    }
  | {
      readonly step: 'line-say';
      readonly channelId: ChannelId;
      readonly lineUserId: LineUserId;
      readonly covers: readonly Cover[];
    }
  | {
      readonly step: 'line-answer';
      readonly channelId: ChannelId;
      readonly covers: readonly Cover[];
    }
  | {
      readonly step: 'line-leave';
      readonly channelId: ChannelId;
      readonly chat: 'group' | 'room';
      readonly chatId: string;
      readonly covers: readonly Cover[];
    }
  | { readonly step: 'create-room'; readonly botId: BotId; readonly roomId: TalkRoomId }
  | {
      readonly step: 'inspect-room';
      readonly botId: BotId;
      readonly roomId: TalkRoomId;
      readonly worksChannelId: WorksChannelId;
    }
  /** Checks a room that may come from a creation with unknown outcome. */
  | {
      readonly step: 'check-room';
      readonly botId: BotId;
      readonly roomId: TalkRoomId;
      readonly worksChannelId: WorksChannelId;
      /** The state of that creation. */
      readonly creation: {
        readonly attempts: number;
        readonly unclear: number;
        readonly firstAttemptAt: number;
      };
    }
  | {
      readonly step: 'say-in-channel';
      readonly botId: BotId;
      readonly worksChannelId: WorksChannelId;
      readonly covers: readonly Cover[];
    }
  | {
      readonly step: 'say-to-member';
      readonly botId: BotId;
      readonly memberId: MemberId;
      readonly covers: readonly Cover[];
    }
  /** The picture of a row goes to the platform first; the cover carries no part of the row. */
  | {
      readonly step: 'upload-picture';
      readonly botId: BotId;
      /** The content of its QR code. */
      readonly link: string;
      readonly covers: readonly Cover[];
    }
  /** Gets a message's file from the platform it was sent on. */
  | {
      readonly step: 'fetch-media';
      readonly from: 'line' | 'line-works';
      /** The OA it was sent to; null for LINE WORKS. */
      readonly channelId: ChannelId | null;
      readonly botId: BotId;
      readonly entryId: EntryId;
      readonly covers: readonly Cover[];
    }
  /** A message's file goes to LINE WORKS before the message. */
  | {
      readonly step: 'upload-media';
      readonly botId: BotId;
      readonly entryId: EntryId;
      readonly covers: readonly Cover[];
    }
  | {
      readonly step: 'leave-channel';
      readonly botId: BotId;
      readonly worksChannelId: WorksChannelId;
      readonly covers: readonly Cover[];
    };

/** How much of an outbox row a request carries. */
export interface Cover {
  readonly rowId: number;
  /** Messages of the row in this request. */
  readonly parts: number;
  /** Whether the row is complete with them. */
  readonly last: boolean;
}

/** The cover of a row that is done with one call. */
export const wholeRow = (rowId: number): readonly Cover[] => [{ rowId, parts: 1, last: true }];

export const coversOf = (call: PlatformCall): readonly Cover[] =>
  'covers' in call ? call.covers : [];

/** The LINE WORKS API a call is counted under (line-works.md §3.3); null for LINE. */
export function worksApiOf(call: PlatformCall): WorksApi | null {
  switch (call.step) {
    case 'line-profile':
    case 'line-say':
    case 'line-answer':
    case 'line-leave':
      return null;
    case 'create-room':
      return 'create-channel';
    case 'inspect-room':
    case 'check-room':
      return 'get-channel';
    case 'say-in-channel':
      return 'channel-message';
    case 'say-to-member':
      return 'user-message';
    case 'fetch-media':
      return call.from === 'line' ? null : 'get-attachment';
    case 'upload-picture':
    case 'upload-media':
      return 'attachment';
    case 'leave-channel':
      return 'leave-channel';
    default:
      return call satisfies never;
  }
}

/**
 * For reports on sending: the OA that words go out by, or the host that is asked. Null for calls
 * that only look something up or leave a room.
 */
export function destinationOf(call: PlatformCall): string | null {
  switch (call.step) {
    case 'line-say':
    case 'line-answer':
      return call.channelId;
    case 'create-room':
    case 'say-in-channel':
    case 'say-to-member':
      return 'line-works' satisfies Host;
    case 'fetch-media':
      return `${call.from}-files` satisfies Host;
    case 'upload-picture':
    case 'upload-media':
      return 'line-works-uploads' satisfies Host;
    case 'line-profile':
    case 'line-leave':
    case 'inspect-room':
    case 'check-room':
    case 'leave-channel':
      return null;
    default:
      return call satisfies never;
  }
}

/** Which step of the house a call is, for crash tests. */
export function areaOf(call: PlatformCall): CallArea {
  switch (call.step) {
    case 'line-say':
    case 'line-answer':
      return 'send-line';
    case 'say-in-channel':
    case 'say-to-member':
      return 'send-line-works';
    case 'create-room':
      return 'create-room';
    case 'fetch-media':
      return 'fetch';
    case 'upload-picture':
    case 'upload-media':
      return 'upload';
    case 'line-profile':
    case 'line-leave':
    case 'inspect-room':
    case 'check-room':
    case 'leave-channel':
      return 'look';
    default:
      return call satisfies never;
  }
}
