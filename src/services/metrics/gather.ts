import type { Context } from '../../context.ts';
import { HOSTS, type Host } from '../../domain/destination.ts';
import { SECOND_MS } from '../../domain/durations.ts';
import type { Counts, Histogram } from '../../domain/figures/counts.ts';
import { SIDES_AND_FILES } from '../../domain/figures/engine-counts.ts';
import type { Durations, Family, Metric, Sample } from '../../domain/figures/exposition.ts';
import { METRICS } from '../../domain/figures/metrics.ts';
import type { Tally } from '../../domain/figures/tally.ts';
import { pushesLeft } from '../../domain/limits/quota.ts';
import type { RateWindow } from '../../domain/limits/rate-window.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { countBlobs, storedBytes } from '../../store/files/blobs.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import { quotaFiguresOf } from '../../store/line/pushes.ts';
import { readLink } from '../../store/link.ts';
import { tallyOf } from '../../store/memory/tally.ts';
import { eventDepth, outboxDepths } from '../../store/queue/depths.ts';
import { countFailed } from '../../store/queue/failed-events.ts';
import { lastReceived } from '../../store/queue/inbox.ts';
import { countFaulty } from '../../store/queue/outbox.ts';
import { countTriedAgain } from '../../store/queue/requests.ts';
import { PLATFORMS } from '../../store/schema.ts';

/** What only the running process knows. */
export interface ProcessFacts {
  readonly version: string;
  readonly runtime: 'node' | 'workers';
  /** Epoch ms. */
  readonly startedAt: number;
  readonly isReady: () => boolean;
  /** Calls under way. */
  readonly inFlight: () => number;
  readonly pausedUntil: (host: Host) => number | null;
  readonly rateWindows: () => readonly RateWindow[];
  /** When the audit log was last signed, epoch ms. */
  readonly signedAt: () => number | null;
  /** Null where there is no disk of ours. */
  readonly freeBytes: () => Promise<number | null>;
  /** Null where that is not ours to know. */
  readonly residentBytes: () => number | null;
}

/**
 * All metrics, of what the database and the process know. The database answers from indexes and from rows in
 * memory: a scrape costs milliseconds, however much it holds.
 */
export async function gatherMetrics(context: Context, facts: ProcessFacts): Promise<Family[]> {
  const free = await facts.freeBytes();
  const tally = tallyOf(context.db);
  return [
    ...ofProcess(context, facts, free),
    ...ofEvents(context, tally),
    ...ofDeliveries(context, tally),
    ...ofCalls(context, tally, facts),
    ...ofStore(context, facts),
  ];
}

function ofProcess({ db }: Context, facts: ProcessFacts, free: number | null): Family[] {
  return [
    family(METRICS.build, [{ labels: [facts.version, facts.runtime], value: 1 }]),
    alone(METRICS.startedAt, facts.startedAt / SECOND_MS),
    alone(METRICS.ready, bit(facts.isReady())),
    alone(METRICS.linkOn, bit(readLink(db).enabled)),
    counted(METRICS.faults, tallyOf(db).counts.faults),
    alone(METRICS.memory, facts.residentBytes()),
    alone(METRICS.diskFree, free),
  ];
}

function ofEvents({ db, clock }: Context, { counts, receipt, relay }: Tally): Family[] {
  const { waiting, since } = eventDepth(db);
  return [
    counted(METRICS.webhooks, counts.webhooks),
    bySide(METRICS.receipt, receipt),
    counted(METRICS.acknowledged, counts.acknowledged),
    counted(METRICS.repeated, counts.repeated),
    family(
      METRICS.lastReceived,
      PLATFORMS.flatMap((platform) => sample([platform], secondsOf(lastReceived(db, platform)))),
    ),
    counted(METRICS.relayed, counts.relayed),
    bySide(METRICS.relay, relay),
    alone(METRICS.eventsWaiting, waiting),
    alone(METRICS.eventsOldest, ageOf(since, clock.now())),
    alone(METRICS.eventsSetAside, countFailed(db)),
  ];
}

function ofDeliveries({ db, clock }: Context, { counts, delivery }: Tally): Family[] {
  const known = new Map(outboxDepths(db).map((depth) => [depth.side, depth]));
  const depths = SIDES_AND_FILES.map(
    (side) => known.get(side) ?? { side, waiting: 0, lanes: 0, deepest: 0, since: null },
  );
  const each = (metric: Metric, value: (depth: (typeof depths)[number]) => number) =>
    family(
      metric,
      depths.map((depth) => ({ labels: [depth.side], value: value(depth) })),
    );
  const triedAgain = countTriedAgain(db);
  return [
    counted(METRICS.deliveries, counts.deliveries),
    bySide(METRICS.delivery, delivery),
    counted(METRICS.retried, counts.retried),
    each(METRICS.waiting, ({ waiting }) => waiting),
    each(METRICS.oldest, ({ since }) => ageOf(since, clock.now())),
    each(METRICS.lanes, ({ lanes }) => lanes),
    each(METRICS.deepest, ({ deepest }) => deepest),
    family(
      METRICS.triedAgain,
      PLATFORMS.map((platform) => ({ labels: [platform], value: triedAgain[platform] })),
    ),
    alone(METRICS.faulty, countFaulty(db)),
    counted(METRICS.attempts, counts.attempts),
  ];
}

function ofCalls({ db, clock }: Context, { counts, calls }: Tally, facts: ProcessFacts): Family[] {
  const now = clock.now();
  const windows = facts.rateWindows();
  const ofWindows = (metric: Metric, value: (window: RateWindow) => number) =>
    family(
      metric,
      windows.map((window) => ({ labels: [window.api], value: value(window) })),
    );
  const accounts = listAccounts(db).map((account) => ({
    labels: [account.channelId],
    figures: quotaFiguresOf(account),
  }));
  return [
    counted(METRICS.calls, counts.calls),
    bySide(METRICS.call, calls),
    alone(METRICS.inFlight, facts.inFlight()),
    family(
      METRICS.paused,
      HOSTS.map((host) => ({ labels: [host], value: bit(facts.pausedUntil(host) !== null) })),
    ),
    ofWindows(METRICS.rateLimit, ({ limit }) => limit),
    ofWindows(METRICS.rateRemaining, ({ remaining }) => remaining),
    ofWindows(METRICS.rateReset, ({ resetAt }) => Math.max(0, resetAt - now) / SECOND_MS),
    family(
      METRICS.quotaLimit,
      accounts.flatMap(({ labels, figures }) => sample(labels, figures.told?.limit ?? null)),
    ),
    family(
      METRICS.quotaLeft,
      accounts.flatMap(({ labels, figures }) => sample(labels, pushesLeft(figures, now))),
    ),
  ];
}

function ofStore({ db, store, settings }: Context, facts: ProcessFacts): Family[] {
  return [
    alone(METRICS.blobs, countBlobs(db)),
    alone(METRICS.blobBytes, storedBytes(db)),
    alone(METRICS.blobLimit, settings.mediaTotalBytes),
    alone(METRICS.databaseBytes, store.bytes()),
    alone(METRICS.entries, latestEntry(db)),
    alone(METRICS.checkpointAt, secondsOf(facts.signedAt())),
  ];
}

const bit = (isSo: boolean) => (isSo ? 1 : 0);
const secondsOf = (at: number | null) => (at === null ? null : at / SECOND_MS);
const ageOf = (since: number | null, now: number) =>
  since === null ? 0 : Math.max(0, now - since) / SECOND_MS;

const family = (metric: Metric, samples: readonly Sample[]): Family => ({ metric, samples });
const sample = (labels: readonly string[], value: number | null): readonly Sample[] =>
  value === null ? [] : [{ labels, value }];
/** Null: it is not known here, and left out. */
const alone = (metric: Metric, value: number | null) => family(metric, sample([], value));

const counted = (metric: Metric, counts: Counts) =>
  family(
    metric,
    counts.all().map(({ labels, n }) => ({ labels, value: n })),
  );

function bySide(metric: Metric, sides: Readonly<Record<string, Histogram>>): Family {
  const durations: readonly Durations[] = Object.entries(sides).map(([side, histogram]) => ({
    labels: [side],
    histogram,
  }));
  return { metric, durations };
}
