import type { Context } from '../../src/context.ts';
import type { MemberId, WorksChannelId } from '../../src/domain/ids.ts';
import type { CommandPress } from '../../src/domain/press.ts';
import type { Deferred } from './deferred.ts';

/** A person speaking to a bot in its 1:1 room, or outside it. */
export interface CommandSaid {
  readonly memberId: MemberId;
  /** Null for what is not text. */
  readonly text: string | null;
  /** From a button; authority comes from this, never from the words (line-works.md §3.2). */
  readonly press: CommandPress | null;
  /** Null in the bot's own 1:1 room. */
  readonly channelId: WorksChannelId | null;
  readonly receivedAt: number;
  /** It may be something else: what is no command is left to us. */
  readonly orElse?: boolean;
}

/** What a command port says of a text that is no command, and that it left alone. */
export const NO_COMMAND = 'no-command';

/** Runs an administrator's words; the bot is given from outside, as the bridge does not know it. */
export type CommandPort = (context: Context, said: CommandSaid) => string | Deferred;
