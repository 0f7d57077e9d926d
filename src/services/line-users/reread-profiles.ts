import type { Context } from '../../context.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { ChannelId, LineUserId } from '../../domain/ids.ts';
import {
  type LineUser,
  nextToReread,
  noteRereadTries,
  readLineUser,
  wantProfileAgain,
} from '../../store/line/line-users.ts';
import { readLink } from '../../store/link.ts';
import { planJob } from '../../store/queue/jobs.ts';
import { keepNoProfile, keepProfile, type Profile } from './keep-profile.ts';

/** Profiles per run: between runs other jobs have their turn. */
const PER_RUN = 20;
const NEXT_RUN_MS = 200;
/** How long all profiles wait when LINE is in trouble. */
const AFTER_TROUBLE_MS = MINUTE_MS;
const TRIES = 3;

/** A LINE user on one OA. */
interface Chat {
  readonly channelId: ChannelId;
  readonly lineUserId: LineUserId;
}

/**
 * Has the profile read again, beside the messages, which do not wait for a name.
 *
 * @param tries failed tries so far
 */
export function rereadProfile(
  context: Context,
  { channelId, lineUserId }: Chat,
  tries?: number,
): void {
  wantProfileAgain(context.db, lineUserId, channelId);
  if (tries !== undefined) noteRereadTries(context.db, lineUserId, tries);
  planJob(context.db, { kind: 'profiles', key: '', payload: {}, dueAt: context.clock.now() });
}

/** The same for a user who writes; at most once a day, not while the link is off (DESIGN §6.1). */
export function rereadOldProfile(context: Context, chat: Chat, known: LineUser | null): void {
  if (known?.profileAt == null || known.rereadVia !== null) return;
  if (context.clock.now() - known.profileAt < DAY_MS) return;
  if (readLink(context.db).enabled) rereadProfile(context, chat);
}

/**
 * Reads the profiles that are due, one after the other.
 *
 * @returns when to go on, ms; null: no more are due
 */
export async function rereadProfiles(
  context: Context,
  line: {
    profile(channelId: ChannelId, lineUserId: LineUserId): Promise<Outcome<Profile>>;
  },
): Promise<number | null> {
  for (let count = 0; count < PER_RUN; count += 1) {
    const next = nextToReread(context.db);
    if (next === null || !readLink(context.db).enabled) return null;
    const outcome = await line.profile(next.channelId, next.lineUserId);
    const pauseMs = context.store.transaction(() => settle(context, next, outcome));
    if (pauseMs !== null) return pauseMs;
  }
  return NEXT_RUN_MS;
}

/** @returns how long to leave LINE alone, ms; null: no need */
function settle(
  context: Context,
  { lineUserId, tries }: { readonly lineUserId: LineUserId; readonly tries: number },
  outcome: Outcome<Profile>,
): number | null {
  // Meanwhile they may have been forgotten, and nothing of them comes back.
  if (readLineUser(context.db, lineUserId) === null) return null;
  switch (outcome.kind) {
    case 'sent':
      keepProfile(context, lineUserId, outcome.answer);
      return null;
    case 'refused':
    case 'withheld':
      keepNoProfile(context, lineUserId);
      return null;
    case 'retry':
    case 'unclear':
      if (tries + 1 < TRIES) noteRereadTries(context.db, lineUserId, tries + 1);
      else keepNoProfile(context, lineUserId);
      return AFTER_TROUBLE_MS;
    default:
      return outcome satisfies never;
  }
}
