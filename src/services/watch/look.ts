import type { Context } from '../../context.ts';
import { FILE_HOSTS } from '../../domain/destination.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';
import type { Alert, AlertSubject, Seen } from '../../domain/watch/alert.ts';
import { judgeDelivery } from '../../domain/watch/delivery.ts';
import { judgeDatabase, judgeDisk, judgeRoomInStore } from '../../domain/watch/room-left.ts';
import {
  DAYS_KEPT,
  judgeSilence,
  longestToNote,
  type SilenceFacts,
} from '../../domain/watch/silence.ts';
import { dayInJapan } from '../../domain/watch/working-time.ts';
import { storedBytes } from '../../store/files/blobs.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import { readLink } from '../../store/link.ts';
import { lastReceived } from '../../store/queue/inbox.ts';
import { PLATFORMS, type Platform } from '../../store/schema.ts';
import { readAlerts } from '../../store/watch/alerts.ts';
import { saveSilence, silenceOf, silencesBefore } from '../../store/watch/silences.ts';
import { waitingSince } from '../../store/watch/waiting-heads.ts';
import { changeAlert } from './change-alert.ts';
import type { WatchParts } from './parts.ts';

/** Looks on a host that stays awake. */
const OFTEN_MS = MINUTE_MS;
/** On one that sleeps: while words wait it is awake anyway, and otherwise hardly ever. */
const WHILE_WAITING_MS = 5 * MINUTE_MS;
const SELDOM_MS = HOUR_MS;
/** Twenty working days, with long holidays among them. */
const DAYS_REMEMBERED = 3 * DAYS_KEPT;

/** Looks at what may be wrong, and tells the administrators of what has changed. */
export interface Watch {
  /** Returns when to look again, ms. */
  look(): Promise<number>;
}

export function createWatch(context: Context, parts: WatchParts): Watch {
  const { staysAwake } = parts;
  const pace = {
    upSince: staysAwake ? context.clock.now() : null,
    lookMs: staysAwake ? OFTEN_MS : SELDOM_MS,
  };
  return {
    look: async () => {
      const freeBytes = await parts.freeBytes();
      const waits = context.store.transaction(() => lookOnce(context, parts, pace, freeBytes));
      if (staysAwake) return OFTEN_MS;
      return waits ? WHILE_WAITING_MS : SELDOM_MS;
    },
  };
}

/** Returns whether words wait. */
function lookOnce(
  context: Context,
  { lately, mostDatabaseBytes }: WatchParts,
  pace: Pick<SilenceFacts, 'upSince' | 'lookMs'>,
  freeBytes: number | null,
): boolean {
  const { db, settings } = context;
  const now = context.clock.now();
  const known = readAlerts(db);
  const settle = (subject: AlertSubject, judge: (alert: Alert | null) => Seen) => {
    const alert = known.get(subject) ?? null;
    changeAlert(context, subject, alert, judge(alert));
  };
  settle('disk', (alert) => judgeDisk(alert, freeBytes));
  const databaseBytes = mostDatabaseBytes === null ? 0 : context.store.bytes();
  settle('database', (alert) => judgeDatabase(alert, databaseBytes, mostDatabaseBytes));
  settle('store', (alert) => judgeRoomInStore(alert, storedBytes(db), settings.mediaTotalBytes));
  const waiting = waitingSince(db);
  for (const platform of PLATFORMS) {
    const calls = destinationsOf(context, platform).map(lately);
    const delivery = { now, waitingSince: waiting[platform], calls };
    settle(`delivery-${platform}`, (alert) => judgeDelivery(alert, delivery));
    const silence = silenceFacts(context, platform, pace);
    if (silence === null) continue;
    noteSilence(context, platform, silence);
    settle(`silence-${platform}`, (alert) => judgeSilence(alert, silence));
  }
  return PLATFORMS.some((platform) => waiting[platform] !== null);
}

/** Null: the link is off, and nobody is expected to write. */
function silenceFacts(
  { db, clock }: Context,
  platform: Platform,
  { upSince, lookMs }: Pick<SilenceFacts, 'upSince' | 'lookMs'>,
): SilenceFacts | null {
  if (!readLink(db).enabled) return null;
  const now = clock.now();
  const longest = silencesBefore(db, platform, dayInJapan(now), DAYS_KEPT);
  return { now, lastAt: lastReceived(db, platform), upSince, longest, lookMs };
}

/** Learns what is usual. */
function noteSilence({ db }: Context, platform: Platform, facts: SilenceFacts): void {
  const day = dayInJapan(facts.now);
  const longestMs = longestToNote(silenceOf(db, platform, day), facts);
  if (longestMs !== null) saveSilence(db, { platform, day, longestMs }, day - DAYS_REMEMBERED);
}

/** What carries the messages to a platform, and files from and to it. */
function destinationsOf({ db }: Context, platform: Platform): readonly string[] {
  const apis =
    platform === 'line' ? listAccounts(db).map(({ channelId }) => channelId) : ['line-works'];
  const hosts = FILE_HOSTS.filter((host) => (host === 'line-files') === (platform === 'line'));
  return [...apis, ...hosts];
}
