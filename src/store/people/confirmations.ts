import type { MemberId } from '../../domain/ids.ts';
import { confirmations } from '../schema.ts';
import { and, eq, isNull } from '../sqlite/drizzle.ts';
import type { Database } from '../sqlite/store.ts';

export type Confirmation = typeof confirmations.$inferSelect;

/** Keeps a proposal; the person's older open one is dropped, so that one button counts. */
export function propose(
  db: Database,
  confirmation: Pick<Confirmation, 'tokenHash' | 'proposer' | 'command' | 'proposedAt'>,
): void {
  cancelProposals(db, confirmation.proposer, confirmation.proposedAt);
  db.insert(confirmations).values(confirmation).run();
}

export function findProposal(db: Database, tokenHash: string): Confirmation | null {
  return (
    db.select().from(confirmations).where(eq(confirmations.tokenHash, tokenHash)).get() ?? null
  );
}

/** Settles a proposal. What was typed for it may name people: it goes. */
export function settleProposal(db: Database, tokenHash: string, at: number): void {
  db.update(confirmations)
    .set({ settledAt: at, command: '' })
    .where(eq(confirmations.tokenHash, tokenHash))
    .run();
}

/** Cancels this person's open proposals; returns how many there were. */
export function cancelProposals(db: Database, proposer: MemberId, at: number): number {
  return db
    .update(confirmations)
    .set({ settledAt: at, command: '' })
    .where(and(eq(confirmations.proposer, proposer), isNull(confirmations.settledAt)))
    .returning()
    .all().length;
}
