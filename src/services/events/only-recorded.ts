import type { EventResult } from '../../domain/event-result.ts';

/** Results of events that had no effect besides their record. */
const ONLY_RECORDED: ReadonlySet<string> = new Set<EventResult>([
  ...(['unsent', 'unsent-again', 'unsent-unknown', 'link-off', 'room-closed'] as const),
  ...(['unreadable', 'not-ours', 'stale', 'standby', 'not-one-to-one', 'no-user'] as const),
  ...(['unknown-kind', 'unknown-room', 'unknown-question', 'unaddressed'] as const),
  ...(['refuse-blank', 'refuse-link-off', 'refuse-closed', 'refuse-blocked'] as const),
  ...(['refuse-kind', 'refuse-file', 'refuse-colleague', 'left-room', 'nobody'] as const),
  ...(['denied', 'blocked-extension', 'too-large'] as const),
]);

/** Whether an event with this result was only put on record. */
export const isOnlyRecorded = (result: string): boolean => ONLY_RECORDED.has(result);
