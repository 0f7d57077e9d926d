import type { DailyState } from '../audit-export/daily.ts';
import type { CheckpointState, Checkpoints } from '../checkpoints/checkpoints.ts';
import { errorCodeOf } from '../checkpoints/fault-code.ts';
import { type Finding, faulty, fine } from './finding.ts';

/** The key of the audit log's checkpoints, their place, and where they are posted. */
export async function checkAuditLog(
  checkpoints: Pick<Checkpoints, 'state' | 'storedNotes'>,
): Promise<Finding[]> {
  const state = checkpoints.state();
  const { isPosted, postFault } = state;
  const posting = postFault
    ? faulty('audit-url', 'checkpoint-not-posted', '', postFault.detail)
    : fine('audit-url');
  return [judgeLog(state, await placeFault(checkpoints)), ...(isPosted ? [posting] : [])];
}

function judgeLog({ key, disagrees, storeFault }: CheckpointState, place: string | null): Finding {
  if (key.kind !== 'ready') return faulty('audit-log', `audit-key-${key.kind}`);
  if (disagrees !== null) {
    return faulty('audit-log', 'audit-log-disagrees', '', String(disagrees));
  }
  const fault = storeFault?.detail ?? place;
  if (fault !== null) return faulty('audit-log', 'checkpoints-unwritable', '', fault);
  return fine('audit-log', '', key.newSince === null ? '' : String(key.newSince));
}

async function placeFault({
  storedNotes,
}: Pick<Checkpoints, 'storedNotes'>): Promise<string | null> {
  try {
    await storedNotes();
    return null;
  } catch (error) {
    return errorCodeOf(error);
  }
}

/** Whether each day's export could be written. */
export function checkExports(state: DailyState | null): Finding[] {
  if (state === null) return [];
  return [
    state.fault === null
      ? fine('audit-export')
      : faulty('audit-export', 'export-failed', '', state.fault.detail),
  ];
}
