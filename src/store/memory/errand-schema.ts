import * as z from 'zod';
import {
  type Errand,
  type Late,
  LINE_NOTICES,
  type MediaUpload,
} from '../../domain/delivery/errand.ts';
import type {
  BotId,
  ChannelId,
  EntryId,
  LineUserId,
  MemberId,
  TalkRoomId,
  WorksChannelId,
} from '../../domain/ids.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Button, LinkButton, Row, SayButton, Speech } from '../../domain/messages/speech.ts';
import { rowId, type StoredFields, textId } from './stored-fields.ts';

type Kind<Do extends Errand['do']> = StoredFields<Extract<Errand, { do: Do }>>;

const side = z.enum(['line', 'line-works']);
const flag = z.literal(true).exactOptional();
const language = z.enum(LANGUAGES);
const notice = z.enum(LINE_NOTICES);

const sayButton = z.looseObject({
  label: z.string(),
  token: z.string(),
  says: z.string(),
} satisfies StoredFields<SayButton>);

const linkButton = z.looseObject({
  label: z.string(),
  url: z.string(),
} satisfies StoredFields<LinkButton>);

const button: z.ZodType<Button> = z.union([sayButton, linkButton]);

const row = z.looseObject({
  title: z.string(),
  subtitle: z.string(),
  pictureUrl: z.string().nullable(),
  pictureOf: textId<NonNullable<Row['pictureOf']>>().exactOptional(),
  button: sayButton.exactOptional(),
} satisfies StoredFields<Row>);

const speech = z.looseObject({
  text: z.string(),
  buttons: z.array(button).exactOptional(),
  rows: z.array(row).exactOptional(),
  qr: z.string().exactOptional(),
  sender: z.string().exactOptional(),
  senderId: textId<NonNullable<Speech['senderId']>>().exactOptional(),
  senderIconUrl: z.string().exactOptional(),
} satisfies StoredFields<Speech>);

const upload = z.looseObject({
  fileId: z.string(),
  at: z.int(),
  as: z.enum(['image', 'video', 'audio', 'file']),
} satisfies StoredFields<MediaUpload>);

const late = z.looseObject({ placeId: z.int() } satisfies StoredFields<Late>);

/**
 * Errands as the outbox holds them. Unknown fields are kept: an errand that must not run without
 * knowing a new field is written with a higher version (stored-errand.ts).
 */
export const errandSchema = z.discriminatedUnion('do', [
  z.looseObject({
    do: z.literal('relay'),
    to: side,
    quotedEntryId: rowId<EntryId>().nullable(),
    inWords: z.boolean(),
    withoutIcon: flag,
    withoutName: flag,
    upload: upload.exactOptional(),
    asFile: flag,
    waitsSince: z.int().exactOptional(),
    hadChance: flag,
    late: late.exactOptional(),
    resent: flag,
  } satisfies Kind<'relay'>),
  z.looseObject({
    do: z.literal('tell-room'),
    speech,
    farewell: z.boolean(),
    plain: flag,
    keepsPlaceOf: z.array(rowId<EntryId>()).exactOptional(),
  } satisfies Kind<'tell-room'>),
  z.looseObject({ do: z.literal('introduce-room') } satisfies Kind<'introduce-room'>),
  z.looseObject({
    do: z.literal('transcript'),
    heading: z.looseObject({ from: textId<MemberId>() }).nullable(),
    entryIds: z.array(rowId<EntryId>()),
  } satisfies Kind<'transcript'>),
  z.looseObject({
    do: z.literal('leave-room'),
    worksChannelId: textId<WorksChannelId>(),
  } satisfies Kind<'leave-room'>),
  z.looseObject({
    do: z.literal('tell-member'),
    botId: textId<BotId>(),
    memberId: textId<MemberId>(),
    speech,
    provesReach: z.boolean(),
    plain: flag,
  } satisfies Kind<'tell-member'>),
  z.looseObject({
    do: z.literal('show-qr'),
    botId: textId<BotId>(),
    memberId: textId<MemberId>(),
    link: z.string(),
    fileId: z.string().nullable(),
    uploadedAnew: z.boolean(),
  } satisfies Kind<'show-qr'>),
  z.looseObject({
    do: z.literal('fetch-media'),
    entryId: rowId<EntryId>(),
    from: side,
    channelId: textId<ChannelId>().nullable(),
  } satisfies Kind<'fetch-media'>),
  z.looseObject({
    do: z.literal('upload-media'),
    entryId: rowId<EntryId>(),
  } satisfies Kind<'upload-media'>),
  z.looseObject({
    do: z.literal('tell-line-user'),
    channelId: textId<ChannelId>(),
    lineUserId: textId<LineUserId>(),
    speech,
    inLanguage: z.record(language, speech).exactOptional(),
    notice,
    replyOnly: z.boolean(),
    aboutRoomId: rowId<TalkRoomId>().nullable(),
    keptId: z.int().exactOptional(),
    plain: flag,
    withoutIcon: flag,
    withoutName: flag,
    keepsPlaceOf: z.array(rowId<EntryId>()).exactOptional(),
  } satisfies Kind<'tell-line-user'>),
  z.looseObject({
    do: z.literal('answer-message'),
    channelId: textId<ChannelId>(),
    token: z.string(),
    speech,
    notice,
    plain: flag,
  } satisfies Kind<'answer-message'>),
  z.looseObject({
    do: z.literal('leave-line-chat'),
    channelId: textId<ChannelId>(),
    chat: z.enum(['group', 'room']),
    chatId: z.string(),
  } satisfies Kind<'leave-line-chat'>),
]) satisfies z.ZodType<Errand>;
