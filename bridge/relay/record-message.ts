import { type Context, record } from '../../src/context.ts';
import type { Actor, MessageReason } from '../../src/domain/audit.ts';
import type { Facts } from '../../src/domain/audit-facts.ts';
import type { OnlyRecorded } from '../../src/domain/event-result.ts';
import { cleanFileName } from '../../src/domain/files/file-name.ts';
import type { ChannelId, EntryId, LineUserId, MemberId, TalkRoomId } from '../../src/domain/ids.ts';
import { type Content, isMedia } from '../../src/domain/messages/content.ts';
import { contentInWords } from '../../src/domain/messages/content-text.ts';
import { planFetch } from '../../src/services/files/plan-fetch.ts';
import { lineUserName, memberName } from '../../src/services/say/shown-name.ts';
import { readLink } from '../../src/store/link.ts';
import { noteEntry } from '../../src/store/queue/occasion.ts';
import { wordsOf } from '../../src/words/words.ts';

export interface MessageParties {
  readonly channelId: ChannelId | null;
  readonly lineUserId: LineUserId | null;
  readonly memberId: MemberId | null;
  readonly roomId: TalkRoomId | null;
}

/** The outcome of a message when it came in. */
export type MessageFate = 'relayed' | 'held' | 'refused' | 'unaddressed' | 'recorded' | 'answered';

/** A person's message as it goes into the log. */
export interface HeardMessage {
  /** The person who said it. */
  readonly actor: Actor;
  readonly direction: 'in' | 'out';
  readonly content: Content;
  readonly parties: MessageParties;
  readonly fate: MessageFate;
  readonly reason: MessageReason | null;
  /** The entry of the message that it quotes. */
  readonly quotes?: EntryId | null;
}

/** Records a person's message. This entry is the one place where its words stand (DESIGN §3). */
export function recordMessage(context: Context, heard: HeardMessage): EntryId {
  const { actor, direction, content, parties, fate, reason, quotes } = heard;
  const words = wordsOf(readLink(context.db).language).kinds;
  const said = withCleanName(content);
  const entryId = record(context, {
    action: 'message.receive',
    actor,
    outcome: fate,
    reason,
    ...parties,
    ...namesOf(context, actor, parties),
    direction,
    kind: content.kind,
    ...(quotes == null ? {} : { facts: { quotes } }),
    content: {
      text: contentInWords(said, words),
      detail: said.kind === 'text' ? null : said,
    },
  });
  noteEntry(context.db, entryId);
  // Also if held: the platform's copy may expire before the question is answered (line.md §3).
  if (isMedia(said) && (fate === 'relayed' || fate === 'held')) {
    planFetch(context, entryId, said, direction, parties.channelId, actor.id);
  }
  return entryId;
}

/** The speaker has been named already. */
function namesOf(context: Context, actor: Actor, { lineUserId, memberId }: MessageParties) {
  const isLineUser = actor.kind === 'line-user' && actor.id === lineUserId;
  const isMember = actor.kind === 'member' && actor.id === memberId;
  return {
    lineUserName: isLineUser ? actor.name : lineUserId && lineUserName(context, lineUserId),
    memberName: isMember ? actor.name : memberId && memberName(context, memberId),
  };
}

/** A name is a stranger's words: paths and direction overrides never reach the log. */
function withCleanName(content: Content): Content {
  if (!isMedia(content) || content.fileName === null) return content;
  return { ...content, fileName: cleanFileName(content.fileName, content.kind) };
}

/** Records that an event came, without its content. */
export function recordEvent(
  context: Context,
  actor: Actor,
  reason: OnlyRecorded,
  facts: Facts,
  parties: Partial<MessageParties> = {},
): EntryId {
  return record(context, {
    action: 'event.record',
    actor,
    outcome: 'recorded',
    reason,
    facts,
    ...parties,
  });
}
