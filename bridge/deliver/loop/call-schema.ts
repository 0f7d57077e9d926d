import * as z from 'zod';
import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../../src/domain/ids.ts';
import { rowId, type StoredFields, textId } from '../../../src/store/memory/stored-fields.ts';
import type { Cover, PlatformCall } from './platform-call.ts';

type Kind<Name extends PlatformCall['step']> = StoredFields<Extract<PlatformCall, { step: Name }>>;

const channelId = textId<ChannelId>();
const lineUserId = textId<LineUserId>();
const botId = textId<BotId>();
const roomId = rowId<TalkRoomId>();
const entryId = rowId<EntryId>();
const worksChannelId = textId<WorksChannelId>();

const cover = z.looseObject({
  rowId: z.int(),
  parts: z.int(),
  last: z.boolean(),
} satisfies StoredFields<Cover>);
const covers = z.array(cover);

/** Steps as requests hold them; unknown fields are kept. */
export const callSchema = z.discriminatedUnion('step', [
  z.looseObject({
    step: z.literal('line-profile'),
    channelId,
    lineUserId,
  } satisfies Kind<'line-profile'>),
  z.looseObject({
    step: z.literal('line-say'),
    channelId,
    lineUserId,
    covers,
  } satisfies Kind<'line-say'>),
  z.looseObject({
    step: z.literal('line-answer'),
    channelId,
    covers,
  } satisfies Kind<'line-answer'>),
  z.looseObject({
    step: z.literal('line-leave'),
    channelId,
    chat: z.enum(['group', 'room']),
    chatId: z.string(),
    covers,
  } satisfies Kind<'line-leave'>),
  z.looseObject({
    step: z.literal('create-room'),
    botId,
    roomId,
  } satisfies Kind<'create-room'>),
  z.looseObject({
    step: z.literal('inspect-room'),
    botId,
    roomId,
    worksChannelId,
  } satisfies Kind<'inspect-room'>),
  z.looseObject({
    step: z.literal('check-room'),
    botId,
    roomId,
    worksChannelId,
    creation: z.looseObject({
      attempts: z.int(),
      unclear: z.int(),
      firstAttemptAt: z.int(),
    }),
  } satisfies Kind<'check-room'>),
  z.looseObject({
    step: z.literal('say-in-channel'),
    botId,
    worksChannelId,
    covers,
  } satisfies Kind<'say-in-channel'>),
  z.looseObject({
    step: z.literal('say-to-member'),
    botId,
    memberId: textId<MemberId>(),
    covers,
  } satisfies Kind<'say-to-member'>),
  z.looseObject({
    step: z.literal('upload-picture'),
    botId,
    link: z.string(),
    covers,
  } satisfies Kind<'upload-picture'>),
  z.looseObject({
    step: z.literal('fetch-media'),
    from: z.enum(['line', 'line-works']),
    channelId: channelId.nullable(),
    botId,
    entryId,
    covers,
  } satisfies Kind<'fetch-media'>),
  z.looseObject({
    step: z.literal('upload-media'),
    botId,
    entryId,
    covers,
  } satisfies Kind<'upload-media'>),
  z.looseObject({
    step: z.literal('leave-channel'),
    botId,
    worksChannelId,
    covers,
  } satisfies Kind<'leave-channel'>),
]) satisfies z.ZodType<PlatformCall>;
