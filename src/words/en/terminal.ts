import type { TerminalWords } from '../ja/terminal.ts';
import { auditCommand } from './audit-command.ts';
import { copies } from './copies.ts';
import { workspaceCommand } from './workspace-command.ts';

/** Every word of the commands in a terminal, in English. */
export const terminal: TerminalWords = { auditCommand, copies, workspaceCommand };
