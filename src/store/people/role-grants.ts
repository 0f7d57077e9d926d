import type { MemberId } from '../../domain/ids.ts';
import { roleGrants } from '../schema.ts';
import { and, asc, eq } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type RoleGrant = typeof roleGrants.$inferSelect;

export function grantsOf(db: Database, memberId: MemberId): RoleGrant[] {
  return db.select().from(roleGrants).where(eq(roleGrants.memberId, memberId)).all();
}

/** Every grant, oldest first. */
export function listGrants(db: Database): RoleGrant[] {
  return db
    .select()
    .from(roleGrants)
    .orderBy(asc(roleGrants.grantedAt), asc(roleGrants.memberId), asc(roleGrants.role))
    .all();
}

export function addGrant(db: Database, grant: RoleGrant): void {
  db.insert(roleGrants).values(grant).onConflictDoNothing().run();
}

export function dropGrant(db: Database, memberId: MemberId, role: RoleGrant['role']): void {
  db.delete(roleGrants)
    .where(and(eq(roleGrants.memberId, memberId), eq(roleGrants.role, role)))
    .run();
}
