import type { Command } from './command.ts';
import { auditSearch } from './commands/audit-search.ts';
import { helpCommand } from './commands/help.ts';
import { cancel, lang } from './commands/lang.ts';
import { linkOff, linkOn } from './commands/link.ts';
import { memberAdd } from './commands/member-add.ts';
import { memberInfo, memberInvite } from './commands/member-info.ts';
import { memberList, memberSearch } from './commands/member-list.ts';
import { memberRemove } from './commands/member-remove.ts';
import { type Health, statusCommand } from './commands/status.ts';

/** Every command, declared once. Help, permissions, suggestions and docs/commands.md derive from it. */
export function commandTable(health: Health): readonly Command[] {
  const table: readonly Command[] = [
    helpCommand(() => table),
    statusCommand(health),
    linkOn,
    linkOff,
    memberList,
    memberAdd,
    memberInfo,
    memberSearch,
    memberRemove,
    memberInvite,
    auditSearch,
    lang,
    cancel,
  ];
  return table;
}
