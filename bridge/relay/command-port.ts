import type { Context } from '../../src/context.ts';
import type { CommandSaid } from '../../src/domain/command-said.ts';
import type { CommandResult, Deferred } from '../../src/domain/event-result.ts';

/** Runs an administrator's words; the bot is passed in, as the bridge does not know it. */
export type CommandPort = (context: Context, said: CommandSaid) => CommandResult | Deferred;
