import { auditCommand } from './audit-command.ts';
import { copies } from './copies.ts';
import { workspaceCommand } from './workspace-command.ts';

/** Every word of the commands in a terminal, in Japanese. `en/terminal.ts` must have the same shape to compile. */
export const terminal = { auditCommand, copies, workspaceCommand };

export type TerminalWords = typeof terminal;
