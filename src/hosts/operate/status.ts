import { describeFindings } from '../../../bot/commands/doctor.ts';
import { isoInstant } from '../../domain/jst.ts';
import type { ExaminedBody, StatusBody, WaitingBody } from '../../domain/operator/bodies.ts';
import { VERSION } from '../../domain/version.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { type Depth, eventDepth, outboxDepths } from '../../store/queue/depths.ts';
import { countFailed } from '../../store/queue/failed-events.ts';
import { filesThatStay } from '../../store/restorations.ts';
import { listSettings, newestMigration, readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { wordsOf } from '../../words/words.ts';
import { placedOf } from './change-settings.ts';
import { type Answer, answer, type Desk, refuse } from './desk.ts';
import { deletableFrom } from './standing.ts';

/** Where the workspace stands and what waits in it: numbers, names and instants, nothing people wrote. */
export function status(
  desk: Pick<Desk, 'config' | 'faults' | 'waiting'>,
  store: Pick<Store, 'db' | 'bytes'>,
): Answer {
  const { db } = store;
  const hosting = readHosting(db);
  const from = deletableFrom(hosting);
  const keyIds = listSettings(db).flatMap(({ keyId }) => keyId ?? []);
  const body: StatusBody = {
    workspace: hosting.name,
    standing: hosting.standing,
    since: hosting.since === 0 ? null : isoInstant(hosting.since),
    by: hosting.by,
    deletableFrom: from === null ? null : isoInstant(from),
    placed: desk.config === null ? null : placedOf(desk.config),
    faults: desk.faults,
    version: VERSION,
    migration: newestMigration(db),
    events: waitingOf(eventDepth(db)),
    deliveries: outboxDepths(db).map((depth) => ({ side: depth.side, ...waitingOf(depth) })),
    failedEvents: countFailed(db),
    unkeptWebhooks: desk.waiting?.counts().unkept ?? 0,
    auditEntries: latestEntry(db),
    stays: filesThatStay(db),
    databaseBytes: store.bytes(),
    keyIds: [...new Set(keyIds)].sort(),
  };
  return answer(body);
}

const waitingOf = ({ waiting, since }: Depth): WaitingBody => ({
  waiting,
  since: since === null ? null : isoInstant(since),
});

/** Checks what must be right outside, as the administrators' `doctor` does, but makes no room. */
export async function examineFor(desk: Desk, language: 'ja' | 'en'): Promise<Answer> {
  if (desk.workspace === null) return refuse('not-running', { faults: desk.faults });
  const findings = await desk.workspace.examine();
  const body: ExaminedBody = {
    isWell: findings.every(({ ok }) => ok),
    findings: findings.map((finding) => ({
      check: finding.check,
      subject: finding.subject,
      fault: finding.ok ? null : finding.fault,
    })),
    text: describeFindings(wordsOf(language), findings),
  };
  return answer(body);
}
