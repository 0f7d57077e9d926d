import type { MemberId, WorksChannelId } from './ids.ts';
import type { CommandPress } from './messages/press.ts';

/** What a person said to the bot that takes commands, or pressed, in its 1:1 room or outside it. */
export interface CommandSaid {
  readonly memberId: MemberId;
  /** Null for what is not text. */
  readonly text: string | null;
  /** From a button; authority comes from this, never from the words (line-works.md §3.2). */
  readonly press: CommandPress | null;
  /** Null in the bot's own 1:1 room. */
  readonly channelId: WorksChannelId | null;
  readonly receivedAt: number;
  /** It may be something else: what is no command is left to whoever asks. */
  readonly orElse?: boolean;
}
