import type { Command } from './command.ts';
import { accountAssign, accountList, accountRelease } from './commands/account.ts';
import { auditForget } from './commands/audit/audit-forget.ts';
import { auditHold, auditRelease } from './commands/audit/audit-hold.ts';
import { auditExport } from './commands/audit-export.ts';
import { auditOpen } from './commands/audit-open.ts';
import { auditSearch } from './commands/audit-search.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { deliveryList } from './commands/deliveries/delivery-list.ts';
import { deliveryRetry } from './commands/deliveries/delivery-retry.ts';
import { doctor } from './commands/doctor.ts';
import { eventList } from './commands/events/event-list.ts';
import { eventReplay } from './commands/events/event-replay.ts';
import {
  fileAllow,
  fileBlock,
  fileDeny,
  fileLimit,
  fileShow,
  fileUnblock,
} from './commands/file.ts';
import { helpCommand } from './commands/help.ts';
import { cancel, lang } from './commands/lang.ts';
import { linkOff, linkOn, linkShow } from './commands/link.ts';
import { memberAdd } from './commands/members/member-add.ts';
import { memberHandover } from './commands/members/member-handover.ts';
import { memberInfo, memberInvite } from './commands/members/member-info.ts';
import { memberList, memberSearch } from './commands/members/member-list.ts';
import { memberRemove } from './commands/members/member-remove.ts';
import { memberRetry } from './commands/members/member-retry.ts';
import { quota } from './commands/quota.ts';
import { roleGrant, roleList, roleRevoke } from './commands/role.ts';
import { roomClose } from './commands/room-close.ts';
import { roomList } from './commands/room-list.ts';
import {
  autoAddOff,
  autoAddOn,
  autoAddShow,
  scopeAll,
  scopeSelected,
  scopeShow,
} from './commands/scope.ts';
import { statusCommand } from './commands/status.ts';
import type { Health } from './status/platform-news.ts';

/** Every command, declared once. Help, permissions, suggestions and docs/commands.md derive from it. */
export function commandTable(health: Health): readonly Command[] {
  const table: readonly Command[] = [
    helpCommand(() => table),
    statusCommand(health),
    linkShow,
    linkOn,
    linkOff,
    fileShow,
    fileAllow,
    fileDeny,
    fileBlock,
    fileUnblock,
    fileLimit,
    autoAddShow,
    autoAddOn,
    autoAddOff,
    scopeShow,
    scopeAll,
    scopeSelected,
    memberList,
    memberAdd,
    memberInfo,
    memberSearch,
    memberRetry,
    memberRemove,
    memberInvite,
    memberHandover,
    auditSearch,
    auditExport,
    auditOpen,
    auditHold,
    auditRelease,
    auditForget,
    auditVerify,
    doctor,
    quota,
    roomList,
    roomClose,
    deliveryList(health),
    deliveryRetry,
    eventList,
    eventReplay,
    roleList,
    roleGrant,
    roleRevoke,
    accountList,
    accountAssign,
    accountRelease,
    lang,
    cancel,
  ];
  return table;
}
