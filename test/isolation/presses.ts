import { talkRoomId } from '../../src/domain/ids.ts';
import { encodePress } from '../../src/domain/messages/press.ts';
import { ADMIN_BOT, BRIDGE_BOT } from '../helpers/company.ts';
import type { Report } from './report.ts';
import type { Citizen, Town } from './town.ts';
import type { Look } from './watched.ts';

/** What a press leaves that does nothing: that it came, what was answered, and where the presser's own room is. */
const MAY_CHANGE = new Set([
  ...['inbox', 'seen_events', 'line_messages', 'outbox', 'lanes', 'jobs', 'kept_states'],
  ...['audit_entry_rows', 'reply_tokens', 'line_chats', 'direct_rooms'],
]);
/** The only entry of the log that it may leave: that it was answered. */
const ANSWERED = 'notice.deliver';

/**
 * The data of a button travels to another company, whose own people press it there: its platform signs that. An
 * administrator's button is a token, and nothing of what it would do is done. A customer's button names a talk by its
 * number, which is another talk there: it is as if they had pressed their own, and the first company does not notice.
 * Who takes such data to where the number is somebody else's talk ends nothing, whether they are a customer or a member.
 */
export async function tryPresses(
  town: Town,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  await pressAsAdmin(town, of, at, report);
  await pressAsStrangers(town, of, at, report);
  await town.whileResting([of], () => pressAsCustomer(town, of, at, report));
}

/** A customer of both companies, and a member of the other one: the number is somebody else's talk there. */
async function pressAsStrangers(
  town: Town,
  of: Citizen,
  at: Citizen,
  report: Report,
): Promise<void> {
  const before = await town.look(at.name);
  await at.stranger.user.taps(of.keys.customerPress, { oa: at.oa });
  const source = { userId: at.suzuki.user.userId, domainId: at.works.domainId };
  const roomId = talkRoomId(1);
  const askedAt = Date.now();
  const presses = [
    encodePress({ do: 'close-now', roomId, askedAt }),
    encodePress({ do: 'block-now', roomId, askedAt }),
    encodePress({ do: 'name', roomId, rest: of.mark.slice(2, 8) }),
  ];
  for (const data of presses) {
    const issuedTime = new Date().toISOString();
    await at.works.bot(BRIDGE_BOT).sendRaw({ type: 'postback', source, issuedTime, data });
  }
  await at.settle();
  const after = await town.look(at.name);
  report.tried("another's buttons pressed by people whose talk it is not", 1 + presses.length);
  tellChanges(before, after, report, `a stranger's press of ${of.name} at ${at.name}`);
}

function tellChanges(before: Look, after: Look, report: Report, what: string): void {
  for (const [table, digest] of Object.entries(after.digests)) {
    if (digest === before.digests[table] || MAY_CHANGE.has(table)) continue;
    const counts = `${before.rows[table]} rows before, ${after.rows[table]} after`;
    report.breach(`${what} changed ${table} (${counts})`);
  }
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
  tellChanges(before, after, report, `a button of ${of.name}, pressed at ${at.name},`);
}
