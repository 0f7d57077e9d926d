import { formatInstant } from '../../src/domain/jst.ts';
import type { DailyState } from '../../src/services/audit-export/daily.ts';
import type { CheckpointState } from '../../src/services/checkpoints/checkpoints.ts';
import type { LastingFault } from '../../src/services/checkpoints/parts.ts';
import type { Words } from '../../src/words/words.ts';

/** The audit log in `status`: its entries, the last checkpoint, the public key, and what is wrong. */
export function describeLog({ auditVerify: say, layout }: Words, state: CheckpointState): string {
  const { entries, last, key, disagrees, storeFault, postFault } = state;
  const lasting = (fault: LastingFault | null, words: (since: string, why: string) => string) =>
    fault === null ? [] : [words(formatInstant(fault.since), fault.detail)];
  const below = [
    last === null ? say.stateNone : say.last(formatInstant(last.at), last.entries),
    ...describeKey(say, key),
    ...(disagrees === null ? [] : [say.disagrees(disagrees)]),
    ...lasting(storeFault, say.storeFault),
    ...lasting(postFault, say.postFault),
  ];
  return [`${say.stateLog}: ${say.stateCount(entries)}`, ...below.map(layout.under)].join('\n');
}

function describeKey(say: Words['auditVerify'], key: CheckpointState['key']): string[] {
  switch (key.kind) {
    case 'ready':
      return [
        say.stateKey(key.verifierKey),
        ...(key.newSince === null ? [] : [say.keyNew(formatInstant(key.newSince))]),
      ];
    case 'missing':
      return [say.keyMissing];
    case 'unreadable':
      return [say.keyUnreadable];
    default:
      return key satisfies never;
  }
}

/** The daily exports of the log in `status`; none are made unless that is configured. */
export function describeExports({ auditExport: say }: Words, state: DailyState | null): string[] {
  if (state === null) return [];
  const { lastDay, fault } = state;
  return [
    lastDay === null ? say.daily.none : say.daily.last(lastDay),
    ...(fault === null ? [] : [say.daily.fault(formatInstant(fault.since), fault.detail)]),
  ];
}
