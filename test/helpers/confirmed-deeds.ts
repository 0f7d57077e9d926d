import { inArray } from 'drizzle-orm';
import type { AuditAction } from '../../src/domain/audit.ts';
import { auditEntries } from '../../src/store/schema.ts';
import type { World } from './world.ts';

/** Actions that need a confirmation: a person presses the button that names the action. */
const CONFIRMED: readonly AuditAction[] = [
  'link.disable',
  'link.scope',
  'link-member.remove',
  'room.close',
  'room.close-many',
  'room.hand-over',
  'room.hand-over-many',
  'role.grant',
  'role.revoke',
  'line-user.block',
  'audit.hold',
  'audit.release',
  'audit.forget',
];

/** Those of these actions that the log records, whoever did them. */
export const confirmedDeeds = (world: World): string[] =>
  world.bridge.workspace.context.db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(inArray(auditEntries.action, CONFIRMED))
    .all()
    .map(({ action }) => action);
