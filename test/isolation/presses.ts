import { ADMIN_BOT } from '../helpers/company.ts';
import type { Report } from './report.ts';
import type { Citizen, Town } from './town.ts';

/** What a press leaves that does nothing: that it came, and what was answered. */
const MAY_CHANGE = new Set([
  ...['inbox', 'seen_events', 'line_messages', 'outbox', 'lanes', 'jobs', 'kept_states'],
  'audit_entry_rows',
]);
/** The only entry of the log that it may leave: that it was answered. */
const ANSWERED = 'notice.deliver';

/**
 * The data of a button travels to another company, whose own people press it there: its platform signs that. An
 * administrator's button is a token, and nothing of what it would do is done. A customer's button names a talk by its
 * number, which is another talk there: it is as if they had pressed their own, and the first company does not notice.
 */
export async function tryPresses(
  town: Town,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  await pressAsAdmin(town, of, at, report);
  await town.whileResting([of], () => pressAsCustomer(town, of, at, report));
}

async function pressAsCustomer(
  town: Town,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  const before = await town.look(of.name);
  await at.customer.user.taps(of.keys.customerPress, { oa: at.oa });
  await at.settle();
  const after = await town.look(of.name);
  report.tried("another's buttons pressed by people of its own", 1);
  for (const [table, digest] of Object.entries(after.digests)) {
    if (digest === before.digests[table]) continue;
    report.breach(`a customer's button of ${of.name}, pressed at ${at.name}, changed ${table}`);
  }
}

async function pressAsAdmin(town: Town, of: Citizen, at: Citizen, report: Report): Promise<void> {
  const before = await town.look(at.name);
  const source = { userId: at.suzuki.user.userId, domainId: at.works.domainId };
  const press = { source, issuedTime: new Date().toISOString(), data: of.keys.adminPress };
  await at.works.bot(ADMIN_BOT).sendRaw({ type: 'postback', ...press });
  await at.settle();
  const after = await town.look(at.name);
  report.tried("another's buttons pressed by people of its own", 1);
  const entries = await town.world.queryOf(`w/${at.name}`)(
    'SELECT action FROM audit_entry_rows ORDER BY id LIMIT -1 OFFSET ?',
    before.rows.audit_entry_rows ?? 0,
  );
  for (const { action } of entries.filter((entry) => entry.action !== ANSWERED)) {
    report.breach(`a button of ${of.name}, pressed at ${at.name}, left ${String(action)}`);
  }
  for (const [table, digest] of Object.entries(after.digests)) {
    if (digest === before.digests[table] || MAY_CHANGE.has(table)) continue;
    const counts = `${before.rows[table]} rows before, ${after.rows[table]} after`;
    report.breach(`a button of ${of.name}, pressed at ${at.name}, changed ${table} (${counts})`);
  }
}
