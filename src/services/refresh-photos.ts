import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { MakeIcon } from '../media/icon.ts';
import type { WorksClient } from '../platforms/line-works/client.ts';
import { planJob } from '../store/jobs.ts';
import {
  forgetPhotosOfOthers,
  nextPhotoToCheck,
  notePhotoChecked,
  readPhoto,
  savePhoto,
} from '../store/member-photos.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Photos of one run: the job gives way to others in between. */
const PER_RUN = 20;
/** 120 a minute: half of what is allowed, as for anything that may go on for long (line-works.md §3.3). */
const NEXT_RUN_MS = 10_000;
/** How long everybody's photos wait when LINE WORKS is in trouble. */
const AFTER_FAULT_MS = 60_000;

/** Somebody new has no photo yet: look soon. */
export function planPhotos(context: Context): void {
  planJob(context.db, { kind: 'photos', key: '', payload: {}, dueAt: context.clock.now() });
}

/**
 * Looks after the photos of the available link members, each once a day, one after the other
 * and at a pace that LINE WORKS allows.
 *
 * @returns when to look again, ms
 */
export async function refreshPhotos(
  context: Context,
  works: Pick<WorksClient, 'getPhoto'>,
  makeIcon: MakeIcon,
): Promise<number> {
  forgetPhotosOfOthers(context.db);
  for (let count = 0; count < PER_RUN; count += 1) {
    const memberId = nextPhotoToCheck(context.db, context.clock.now() - DAY_MS);
    if (memberId === null) return HOUR_MS;
    const pauseMs = await keepPhoto(context, memberId, await works.getPhoto(memberId), makeIcon);
    if (pauseMs !== null) return pauseMs;
  }
  return NEXT_RUN_MS;
}

/** @returns how long to leave LINE WORKS alone, ms; null: no need */
async function keepPhoto(
  context: Context,
  memberId: MemberId,
  outcome: Outcome<Uint8Array | null>,
  makeIcon: MakeIcon,
): Promise<number | null> {
  const now = context.clock.now();
  switch (outcome.kind) {
    case 'sent':
      await storePhoto(context, memberId, outcome.answer, makeIcon);
      return null;
    // What we have stays until tomorrow.
    case 'refused':
    case 'withheld':
      notePhotoChecked(context.db, memberId, now);
      return null;
    case 'retry':
      if (outcome.reason === 'rate-limit') return outcome.afterMs ?? AFTER_FAULT_MS;
      break;
    case 'unclear':
      break;
    default:
      outcome satisfies never;
  }
  // Sooner than tomorrow, but behind the others: one bad photo must not keep theirs waiting.
  notePhotoChecked(context.db, memberId, now - DAY_MS + HOUR_MS);
  return AFTER_FAULT_MS;
}

async function storePhoto(
  context: Context,
  memberId: MemberId,
  photo: Uint8Array | null,
  makeIcon: MakeIcon,
): Promise<void> {
  const sourceHash = photo === null ? null : sha256(photo);
  const known = readPhoto(context.db, memberId);
  if (known !== null && known.sourceHash === sourceHash) {
    notePhotoChecked(context.db, memberId, context.clock.now());
    return;
  }
  const png = photo === null ? null : await makeIcon(photo);
  savePhoto(context.db, {
    memberId,
    sourceHash,
    pngHash: png === null ? null : sha256(png),
    png,
    checkedAt: context.clock.now(),
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
