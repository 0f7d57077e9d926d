import { howFar } from '../../store/sqlite/half-migrated.ts';
import type { Hosted } from '../operate/hosted.ts';

export const NOT_SET_UP = 'Kakehashi is not set up yet: the log names the variables to mend.';
const FAILED = 'Kakehashi could not start; its log says why. It is tried again.';
export const NO_ANSWER = 'Kakehashi cannot take this now. Please try again.';

/** Why an object has no workspace that could answer. */
export interface Absence {
  readonly status: 404 | 503;
  readonly text: string;
  /** When it is worth asking again; absent: nobody knows. */
  readonly retryAfterS?: number;
}

/** A portion takes a second or so, and a large database has hundreds of them. */
const RETRY_AFTER_S = 60;

/**
 * `isCreated: false`: nothing is stored under its name.
 *
 * @param hasFailed the last start ended in a fault of ours
 */
export function absenceOf(
  { migrating, isCreated }: Pick<Hosted, 'migrating' | 'isCreated'>,
  hasFailed: boolean,
): Absence {
  if (migrating !== null) {
    return { status: 503, text: `migrating: ${howFar(migrating)}`, retryAfterS: RETRY_AFTER_S };
  }
  if (hasFailed) return { status: 503, text: FAILED, retryAfterS: RETRY_AFTER_S };
  return isCreated
    ? { status: 503, text: NOT_SET_UP }
    : { status: 404, text: 'There is no such workspace.' };
}

export const retryHeaders = ({ retryAfterS }: Pick<Absence, 'retryAfterS'>) =>
  retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };

export const answerAbsent = (absence: Absence): Response =>
  new Response(`${absence.text}\n`, {
    status: absence.status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...retryHeaders(absence) },
  });

/** For the caller: try again (a repeated event is known by its key), without the reason. */
export const refusal = (text: string): Response => answerAbsent({ status: 503, text });
