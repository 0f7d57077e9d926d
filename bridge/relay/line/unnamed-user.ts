import type { Context } from '../../../src/context.ts';
import type { Actor } from '../../../src/domain/audit.ts';
import { asCode, codeOf } from '../../../src/domain/audit-facts.ts';
import { ERRAND_CLASS, type LineNotice } from '../../../src/domain/delivery/errand.ts';
import { replyLane } from '../../../src/domain/delivery/lane.ts';
import type { EventResult } from '../../../src/domain/event-result.ts';
import type { LineEvent } from '../../../src/domain/events.ts';
import type { ChannelId } from '../../../src/domain/ids.ts';
import { eraseMessage, forgetEvent } from '../../../src/services/audit/erase-message.ts';
import { entryOf } from '../../../src/store/audit/audit-log.ts';
import { keepReplyToken } from '../../../src/store/line/line-users.ts';
import { readLink } from '../../../src/store/link.ts';
import type { InboxRow } from '../../../src/store/queue/inbox.ts';
import { queueErrand } from '../../../src/store/queue/outbox.ts';
import {
  isUnsent,
  type LineMessageName,
  lineMessage,
  markUnsent,
  saveLineMessage,
} from '../../../src/store/talks/line-messages.ts';
import { wordsOf } from '../../../src/words/words.ts';
import { recordEvent, recordMessage } from '../record-message.ts';

const NO_USER = 'no-user';

/**
 * An event of a one-to-one chat with a user whom LINE does not name (line.md §1.4). Later answers
 * are impossible, and so is a talk: a message is recorded and answered at once, by its own reply
 * token.
 */
export function relayUnnamed(
  context: Context,
  row: InboxRow,
  channelId: ChannelId,
  event: LineEvent,
): EventResult {
  const { what } = event;
  if (what.kind === 'unsend') return unsend(context, nameOf(channelId, what.messageId));
  if (what.kind !== 'message') {
    const type = asCode(what.kind === 'other' ? what.type : what.kind);
    const facts = { type, source: codeOf('user') };
    recordEvent(context, somebody(context), NO_USER, facts, { channelId });
    return NO_USER;
  }
  const name = nameOf(channelId, what.messageId);
  if (isUnsent(context.db, name)) {
    forgetEvent(context, row.id);
    recordEvent(context, somebody(context), 'unsent', {}, { channelId });
    return 'unsent';
  }
  const { enabled } = readLink(context.db);
  const entryId = recordMessage(context, {
    actor: somebody(context),
    direction: 'in',
    content: what.content,
    parties: { channelId, lineUserId: null, memberId: null, roomId: null },
    fate: enabled ? 'unaddressed' : 'refused',
    reason: enabled ? NO_USER : 'link-off',
  });
  saveLineMessage(context.db, name, { entryId, roomId: null, inboxId: row.id });
  if (event.replyToken !== null) answerUnnamed(context, row, channelId, event, event.replyToken);
  return NO_USER;
}

const nameOf = (channelId: ChannelId, messageId: string): LineMessageName => ({
  messageId,
  channelId,
  lineUserId: null,
});

const languageWords = (context: Context) => wordsOf(readLink(context.db).language);

const somebody = (context: Context): Actor => ({
  kind: 'line-user',
  id: '',
  name: languageWords(context).room.unnamed,
});

function answerUnnamed(
  context: Context,
  { receivedAt }: InboxRow,
  channelId: ChannelId,
  event: LineEvent,
  token: string,
): void {
  const { line } = languageWords(context);
  const { enabled } = readLink(context.db);
  const text = enabled ? line.unnamedUser(context.settings.companyName) : line.linkOff;
  const notice = enabled ? NO_USER : 'link-off';
  const occurredAt = event.occurredAt || receivedAt;
  answerMessage(context, { channelId, token, receivedAt, occurredAt }, text, notice);
}

/** The next writer may be another person: each message gets its own answer, which is free. */
export function answerMessage(
  context: Context,
  message: {
    readonly channelId: ChannelId;
    readonly token: string;
    readonly receivedAt: number;
    readonly occurredAt: number;
  },
  text: string,
  notice: LineNotice,
): void {
  const { channelId, token } = message;
  keepReplyToken(context.db, { ...message, lineUserId: '' });
  queueErrand(
    context.db,
    {
      lane: replyLane(channelId, token),
      platform: 'line',
      class: ERRAND_CLASS.answer,
      errand: { do: 'answer-message', channelId, token, speech: { text }, notice },
    },
    context.clock.now(),
  );
}

/** Erases only what an unnamed user said: an unsend names its message, not its writer. */
function unsend(context: Context, name: LineMessageName): EventResult {
  markUnsent(context.db, name, context.clock.now());
  const known = lineMessage(context.db, name);
  const entry = known && entryOf(context.db, known.entryId);
  const { channelId } = name;
  if (entry === null) {
    recordEvent(context, somebody(context), 'unsent-unknown', {}, { channelId });
    return 'unsent-unknown';
  }
  eraseMessage(context, entry.id, {
    action: 'message.unsend',
    actor: somebody(context),
    outcome: 'ok',
    channelId,
  });
  if (known?.inboxId) forgetEvent(context, known.inboxId);
  return 'unsent';
}
