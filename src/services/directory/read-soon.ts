import type { Context } from '../../context.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import { readDirectoryPace } from '../../store/people/directory-pace.ts';
import { planJob, plannedAt } from '../../store/queue/jobs.ts';

const DIRECTORY = { kind: 'directory', key: '' };

/**
 * Something has happened that the next reading of the directory may explain. It is read as soon as
 * the configured poll allows: on a host that sleeps, the next reading may be an hour away.
 */
export function readDirectorySoon({ db, clock, settings }: Context): void {
  const readAt = readDirectoryPace(db)?.readAt ?? 0;
  const dueAt = Math.max(clock.now(), readAt + settings.directoryPollMs);
  const planned = plannedAt(db, DIRECTORY);
  if (planned !== null && planned <= dueAt + SECOND_MS) return;
  planJob(db, { ...DIRECTORY, payload: {}, dueAt });
}
