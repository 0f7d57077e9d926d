import type { Context } from '../../context.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { MemberId } from '../../domain/ids.ts';
import { SENDS_PER_MINUTE } from '../../domain/limits/plan-limits.ts';
import type { IconSource, MakeIcon } from '../../media/icon.ts';
import type { WorksClient } from '../../platforms/line-works/client.ts';
import { nextPhotoToCheck, oldestPhotoCheck } from '../../store/people/member-photos.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { keepPhoto, PHOTO_FRESH_MS } from './keep.ts';

const RUN_MS = 10_000;
/** What may go on for longer than half an hour uses half of the limit (line-works.md §3.3). */
const SHARE = 0.5;
/** Of each of the two calls that a photo takes: an administrator waits for the list that it stands in. */
const SOON_MS = 1000;

/** The platform's counts, as far as photos need them. */
export interface PhotoRates {
  take(api: 'user-photo', mayWait?: () => boolean): 'taken' | number;
  release(api: 'user-photo', end?: 'over' | 'limited'): void;
  /** @returns how long nothing goes out, ms */
  exhausted(api: 'user-photo', afterMs: number | null): number;
}

/** Members' photos as LINE WORKS has them. */
export interface Photos {
  /**
   * Looks after the photos of link members in every status, each once a day, at a pace that LINE WORKS allows
   * for as long as it takes.
   *
   * @returns when to look again, ms; null: never, as nothing here can make icons
   */
  refresh(): Promise<number | null>;
  /** Asks for the photos of a few people who are about to be shown; what does not come at once is left. */
  fetchSoon(memberIds: readonly MemberId[]): Promise<void>;
}

/** Somebody new has no photo yet: look soon. */
export function planPhotos(context: Context): void {
  planJob(context.db, { kind: 'photos', key: '', payload: {}, dueAt: context.clock.now() });
}

interface PhotoParts {
  readonly context: Context;
  readonly works: Pick<WorksClient, 'getPhoto'>;
  readonly icons: IconSource;
  readonly rates: PhotoRates;
}

/** The pace is kept in memory: after a restart it begins again. */
export function createPhotos(
  context: Context,
  works: Pick<WorksClient, 'getPhoto'>,
  icons: IconSource,
  rates: PhotoRates,
): Photos {
  const parts: PhotoParts = { context, works, icons, rates };
  let restsUntil = 0;
  return {
    refresh: async () => {
      const makeIcon = await icons();
      // Where no icons can be made, no photo is asked for.
      if (makeIcon === null) return null;
      // However many have been added meanwhile, each of whom asks for a look.
      const restMs = restsUntil - context.clock.now();
      if (restMs > 0) return restMs;
      const looked = await refreshSome(parts, makeIcon);
      if (looked.kind === 'all-fresh') return untilOneIsOld(context);
      restsUntil = context.clock.now() + looked.restMs;
      return looked.restMs;
    },
    fetchSoon: async (memberIds) => {
      const makeIcon = await icons();
      if (makeIcon === null) return;
      const how = { mayWait: () => false, deadlineMs: SOON_MS };
      await Promise.all(memberIds.map((memberId) => fetchPhoto(parts, memberId, makeIcon, how)));
    },
  };
}

/** Each look costs a host that sleeps, so there is none before a photo is due; somebody new asks for one at once. */
function untilOneIsOld({ db, clock }: Context): number {
  const now = clock.now();
  return Math.max(HOUR_MS, (oldestPhotoCheck(db) ?? now) + PHOTO_FRESH_MS - now);
}

/** As many photos as one run may ask for, those first that nobody has looked at for longest. */
async function refreshSome(
  parts: PhotoParts,
  makeIcon: MakeIcon,
): Promise<{ readonly kind: 'all-fresh' } | { readonly kind: 'rest'; readonly restMs: number }> {
  const { context } = parts;
  const perRun = (SENDS_PER_MINUTE[context.settings.plan] * SHARE * RUN_MS) / MINUTE_MS;
  for (let count = 0; count < perRun; count += 1) {
    const memberId = nextPhotoToCheck(context.db, context.clock.now() - PHOTO_FRESH_MS);
    if (memberId === null) return { kind: 'all-fresh' };
    const pauseMs = await fetchPhoto(parts, memberId, makeIcon, { mayWait: () => true });
    if (pauseMs !== null) return { kind: 'rest', restMs: pauseMs };
  }
  return { kind: 'rest', restMs: RUN_MS };
}

/** @returns how long to leave LINE WORKS alone, ms; null: no need */
async function fetchPhoto(
  { context, works, rates }: PhotoParts,
  memberId: MemberId,
  makeIcon: MakeIcon,
  how: { readonly mayWait: () => boolean; readonly deadlineMs?: number },
): Promise<number | null> {
  const taken = rates.take('user-photo', how.mayWait);
  if (taken !== 'taken') return Math.max(1, taken - context.clock.now());
  let isLimited = false;
  try {
    const outcome = await works.getPhoto(memberId, how.deadlineMs);
    isLimited = outcome.kind === 'retry' && outcome.reason === 'rate-limit';
    if (outcome.kind === 'retry' && isLimited) {
      return rates.exhausted('user-photo', outcome.afterMs);
    }
    return await keepPhoto(context, memberId, outcome, makeIcon);
  } finally {
    rates.release('user-photo', isLimited ? 'limited' : 'over');
  }
}
