import { isoInstant } from '../../domain/jst.ts';
import type { BookmarksBody } from '../../domain/operator/bodies.ts';
import { type Answer, answer, type Desk, refuse } from './desk.ts';
import type { PointInTime } from './point-in-time.ts';

type Names = Pick<PointInTime, 'current' | 'forTime'>;

/** The platform's names for the database now and, where a time is given, then. Changes nothing. */
export async function bookmarks(
  { pointInTime, clock }: Pick<Desk, 'clock'> & { readonly pointInTime?: Names },
  at: string | undefined,
): Promise<Answer> {
  if (pointInTime === undefined) return refuse('not-here');
  const now = clock.now();
  const wished = at === undefined ? null : Date.parse(at);
  if (wished !== null && wished > now) return refuse('body');
  try {
    const body: BookmarksBody = {
      now: isoInstant(now),
      bookmark: await pointInTime.current(),
      at: wished === null ? null : isoInstant(wished),
      bookmarkThen: wished === null ? null : await pointInTime.forTime(wished),
    };
    return answer(body);
  } catch (error) {
    // What the platform says of its own history; nothing of the workspace is in it.
    return refuse('no-history', { faults: [error instanceof Error ? error.message : 'unknown'] });
  }
}
