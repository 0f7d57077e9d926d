import * as z from 'zod';
import { type Context, record } from '../../src/context.ts';
import { codeOf } from '../../src/domain/audit-facts.ts';
import { type MemberId, memberId as toMemberId } from '../../src/domain/ids.ts';
import { type AuditReport, type AuditRun, beginAudit } from '../../src/services/audit/verify.ts';
import type { CheckpointState, Checkpoints } from '../../src/services/checkpoints/checkpoints.ts';
import type { Signed } from '../../src/services/checkpoints/make-checkpoint.ts';
import { witnessesOf } from '../../src/services/checkpoints/witnesses.ts';
import { answerCommander } from '../answers/say.ts';
import { describeReport } from '../audit/describe-report.ts';
import { openSession } from '../session.ts';
import type { BotJobEnd } from './job-end.ts';

/** How long a slice holds the loop, ms. */
const SLICE_MS = 4;
/** A turn of the job, after which others have theirs: ms, and slices where the clock stands still. */
const TURN_MS = 300;
const SLICES = 100;

const asker = z.object({ memberId: z.string().transform(toMemberId) });

type VerifyChecks = Pick<Checkpoints, 'make' | 'storedNotes' | 'state'>;

/**
 * Verifies the audit log for whoever asks. Those who ask while a verification is under way share it;
 * after a restart it begins again.
 */
export function verifyAuditJob(
  context: Context,
  checkpoints: VerifyChecks,
): (payload: unknown) => Promise<BotJobEnd> {
  const joined = new Map<MemberId, SharedRun>();
  let latest: SharedRun | null = null;
  return async (payload) => {
    const { memberId } = asker.parse(payload);
    if (latest === null || latest.isDone()) latest = shareRun(context, checkpoints);
    const run = joined.get(memberId) ?? latest;
    joined.set(memberId, run);
    const report = await run.turn();
    if (report === null) return { kind: 'again', afterMs: 0 };
    joined.delete(memberId);
    await endVerification(context, checkpoints, memberId, report);
    return { kind: 'done' };
  };
}

/** A verification that several wait for. */
interface SharedRun {
  isDone(): boolean;
  /** Goes on for a turn; null: it needs another. */
  turn(): Promise<AuditReport | null>;
}

function shareRun(context: Context, checkpoints: VerifyChecks): SharedRun {
  let run: AuditRun | null = null;
  let report: AuditReport | null = null;
  let turning: Promise<AuditReport | null> | null = null;
  const go = async () => {
    run ??= beginAudit(context.db, await witnessesOf(context, checkpoints));
    const until = performance.now() + TURN_MS;
    for (let slice = 0; slice < SLICES && performance.now() < until; slice += 1) {
      report ??= run.step(SLICE_MS);
      if (report !== null) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return report;
  };
  return {
    isDone: () => report !== null,
    turn: () => {
      turning ??= go().finally(() => {
        turning = null;
      });
      return turning;
    },
  };
}

/** Records what was found, signs a log that is in order, and answers. */
async function endVerification(
  context: Context,
  checkpoints: VerifyChecks,
  memberId: MemberId,
  report: AuditReport,
): Promise<void> {
  // The role may have gone while the log was read.
  const isAllowed = openSession(context, memberId).roles.has('auditor');
  let told = report;
  if (isAllowed) {
    context.store.transaction(() => noteVerification(context, memberId, report));
    const made = report.breach === null ? await checkpoints.make() : null;
    if (made !== null && made.kind !== 'none') told = withSigned(report, made, checkpoints.state());
  }
  context.store.transaction(() => {
    const { words } = openSession(context, memberId);
    const text = isAllowed ? describeReport(words, told) : words.admin.denied;
    answerCommander(context, memberId, { text });
  });
}

/** The report with the checkpoint that was made upon it. */
function withSigned(
  report: AuditReport,
  { checkpoint }: Signed,
  { key }: CheckpointState,
): AuditReport {
  const signing = key.kind === 'ready' ? [key.verifierKey] : [];
  return { ...report, last: checkpoint, keys: [...new Set([...report.keys, ...signing])] };
}

function noteVerification(context: Context, memberId: MemberId, report: AuditReport): void {
  const { breach, entries, proven, checkpoints, erased } = report;
  const { actor } = openSession(context, memberId);
  record(context, {
    action: 'audit.verify',
    actor,
    outcome: breach === null ? 'ok' : 'failed',
    facts: {
      entries,
      proven,
      checkpoints,
      // Not `erased`: that names what an entry erased.
      found: { erasedContents: erased.contents, erasedNames: erased.names },
      ...(breach === null ? {} : { breach: codeOf(breach.kind), entry: breach.entryId }),
    },
  });
}
