import type { Hono } from 'hono';
import { botJobs } from '../../bot/jobs/bot-jobs.ts';
import { runCommand } from '../../bot/run.ts';
import { commandTable } from '../../bot/table.ts';
import { createFileGate } from '../../bridge/deliver/admission/file-gate.ts';
import {
  createPlatformHealth,
  type PlatformHealth,
} from '../../bridge/deliver/admission/health.ts';
import { createPushGate } from '../../bridge/deliver/admission/push-gate.ts';
import { createRateBook, type RateBook } from '../../bridge/deliver/admission/rate-book.ts';
import { createDeliverer, type Deliverer } from '../../bridge/deliver/loop/deliverer.ts';
import { type Alarm, createEngine, type Engine } from '../../bridge/engine.ts';
import { createJobs } from '../../bridge/jobs/queue.ts';
import { bridgeJobs, planStartJobs } from '../../bridge/jobs/table.ts';
import { relayBatch } from '../../bridge/relay/relay.ts';
import project from '../../package.json' with { type: 'json' };
import type { LiveConfig } from '../config/types.ts';
import type { Chance, Context } from '../context.ts';
import type { Clock } from '../domain/clock.ts';
import type { Reached } from '../domain/fault-points.ts';
import { createRecentCalls } from '../domain/limits/recent-calls.ts';
import { platformsTime } from '../domain/limits/wrong-clock.ts';
import { type BlobStore, noBlobs } from '../media/blob-store.ts';
import { type IconSource, noIcons } from '../media/icon.ts';
import { createMediaLinks } from '../media/links.ts';
import { noPreviews, type PreviewSource } from '../media/pictures.ts';
import type { HttpPort } from '../platforms/http.ts';
import { type HttpStreamPort, noStream } from '../platforms/http-stream.ts';
import { createLineClient, type LineClient } from '../platforms/line/client.ts';
import { createWorksClient, type WorksClient } from '../platforms/line-works/client.ts';
import { watchClock } from '../platforms/watch-clock.ts';
import { assignWishedAccounts } from '../services/accounts/assign.ts';
import { checkAccounts } from '../services/accounts/check.ts';
import {
  createDailyExports,
  type ExportStore,
  endLostExports,
} from '../services/audit-export/daily.ts';
import { type Checkpoints, createCheckpoints } from '../services/checkpoints/checkpoints.ts';
import { type CheckpointHost, noCheckpointHost } from '../services/checkpoints/parts.ts';
import { createClockCheck } from '../services/clock-check.ts';
import { createDirectoryReader } from '../services/directory/read.ts';
import { meterBlobs } from '../services/files/meter.ts';
import { claimDatabase } from '../services/link/claim-database.ts';
import { foldNamesAgain } from '../services/members/fold-names.ts';
import { createPhotos } from '../services/photos/fetch.ts';
import { settleRestored } from '../services/restored/settle.ts';
import { noteGap } from '../services/watch/note-gap.ts';
import type { WatchParts } from '../services/watch/parts.ts';
import { registerAccount } from '../store/line/official-accounts.ts';
import { latestEntryAt } from '../store/queue/set-back.ts';
import { keptSecret } from '../store/sqlite/secrets.ts';
import type { Store } from '../store/sqlite/store.ts';
import { type AppParts, createApp } from '../web/app.ts';
import type { BodySource } from '../web/body-gate.ts';
import { streamedBody } from '../web/body-stream.ts';
import type { PeerOf } from '../web/metrics-route.ts';
import { createWebhooks, type Webhooks } from '../web/webhooks.ts';
import { measured, noteAnswers, type OnStep } from './measured.ts';
import { receiversOf } from './receivers.ts';
import { stopNoter, watchPartsOf } from './watching.ts';

/** One LINE WORKS domain with its OAs: one writer over one database, hosted by Node or Workers. */
export interface Workspace {
  readonly app: Hono;
  /** The app's handling of the platforms' requests, for a host with a request form of its own. */
  readonly webhooks: Webhooks;
  readonly context: Context;
  readonly engine: Engine;
  /** Nothing is received from now on: the next start tells of it when it comes late. */
  noteStop(): void;
}

export interface WorkspaceParts {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly http: HttpPort;
  readonly clock: Clock;
  /** Runs on evenly when the clock is set, ms; absent: there is no such thing here. */
  readonly steadyMs?: () => number;
  readonly chance: Chance;
  readonly alarm: Alarm;
  /** Calls in flight per platform. */
  readonly mostInFlight: number;
  /** Of these, calls that carry files. */
  readonly mostFiles: number;
  /**
   * Whether concurrent requests share commits; with a Durable Object's output gate they need not.
   */
  readonly commits: 'grouped' | 'direct';
  /** How long a round of relay may take while webhooks wait, real ms; absent: a default. */
  readonly sliceMs?: number;
  /** How long what the database refused waits for its next try, real ms; absent: a second. */
  readonly writeAgainMs?: number;
  /** Free disk space, bytes; null where we have no disk. */
  readonly freeBytes?: () => Promise<number | null>;
  /** Looks at the certificate of the public address; absent: it is not ours to look after. */
  readonly certificate?: WatchParts['certificate'];
  /**
   * Whether the host runs all the time, so that events are lost while it does not; absent: it
   * sleeps when idle, and an event wakes it.
   */
  readonly staysAwake?: boolean;
  /** Signs links where `SECRET_KEY` is not set; absent: a key is made and kept in the database. */
  readonly secretKey?: string;
  /** The door for files; absent: files cannot be fetched. */
  readonly stream?: HttpStreamPort;
  /** How a request's bytes come in; absent: as a web stream. */
  readonly bodyOf?: (request: Request, env: unknown) => BodySource;
  /** Where files are kept; absent: files are refused in words. */
  readonly blobs?: BlobStore;
  /** Makes previews of members' pictures; absent: pictures LINE cannot show go as a card. */
  readonly previews?: PreviewSource;
  /** Makes members' icons of their photos; absent: members have no icons. */
  readonly icons?: IconSource;
  /** The key of the audit log's checkpoints and their place; absent: none are made. */
  readonly checkpoints?: CheckpointHost;
  /** The page that verifies an export of the log without network; absent: exports go without it. */
  readonly verifyPage?: string;
  /** Whether a start reads what a first search needs; absent: the search does. */
  readonly warmsSearch?: boolean;
  /** Where daily exports of the log go; absent: nowhere. */
  readonly exports?: ExportStore;
  /** Which runtime this is, for `/metrics`. */
  readonly runtime: 'node' | 'workers';
  /** The address of a request's other end; absent: it cannot be told. */
  readonly peerOf?: PeerOf;
  /** Memory of this process, bytes; absent: it is not ours to know. */
  readonly residentBytes?: () => number;
  /** Hears of each step of a request's way, for the log at level debug; absent: none are put together. */
  readonly onStep?: OnStep;
  /** Receives our faults: kind and stack, never content. */
  readonly onFault: (what: string, error: unknown) => void;
  /** Of crash tests alone. */
  readonly reached?: Reached;
}

/** Jobs under way at once. */
const MOST_JOBS = 20;

/**
 * Puts a workspace together over its database.
 *
 * @throws ForeignDatabase when the database belongs to another workspace
 */
export function createWorkspace(given: WorkspaceParts): Workspace {
  const parts = measured(given);
  const { config, store, clock, onFault } = parts;
  const { http, skewMs } = watchClock(parts.http, clock, parts.steadyMs);
  const context = toContext(parts);
  const blobs = meterBlobs(context, parts.blobs ?? noBlobs);
  const lastWroteAt = latestEntryAt(store.db);
  store.transaction(() => prepareDatabase(context, parts));
  const audit = auditOf(parts, context);
  const { checkpoints } = audit;
  const rates = createRateBook(clock, config.works.plan);
  const { line, works } = clientsOf(parts, http, rates.read, clockOfPlatforms(clock, skewMs));
  const platforms = { line, works, blobs, previews: parts.previews ?? noPreviews };
  const platformHealth = createPlatformHealth(clock);
  const calls = createRecentCalls(clock);
  const health = healthOf(calls, platformHealth);
  const watch = watchPartsOf(parts, calls.lately);
  const host = { skewMs, ...watch, exports: audit.exports.state };
  const wake = () => engine.wake();

  const deliverer = createDeliverer({
    context,
    platforms,
    rates,
    health: platformHealth,
    calls,
    ...placesOf(parts),
    onEnded: () => engine.ended(),
    onFreed: wake,
    onFault,
  });
  const readDirectory = createDirectoryReader(context, works, rates);
  const photos = createPhotos(context, works, parts.icons ?? noIcons, rates);
  const clockCheck = clockCheckOf(context, line, skewMs);
  const beside = { context, platforms, photos, readDirectory, watch, clockCheck, onFault };
  const jobs = createJobs({
    context,
    handlers: {
      ...bridgeJobs({ ...audit, ...beside, health }),
      ...botJobs(context, { ...platforms, host }, photos, readDirectory, checkpoints, onFault),
    },
    mostAtOnce: Math.min(parts.mostInFlight, MOST_JOBS),
    ...settleAgain(parts),
    onSettled: wake,
    onFault,
  });
  const engine: Engine = createEngine({
    context,
    relay: relayOf(parts, context, commandTable({ ...health, ...statesOf(audit) })),
    deliverer,
    jobs,
    alarm: parts.alarm,
    lastWroteAt,
    knowTime: [rates, platformHealth],
    onFault,
  });
  deliverer.recover();
  const metrics = metricsOf(parts, { deliverer, platformHealth, rates, checkpoints });
  return doorsOf(parts, { context, engine, blobs, checkpoints, metrics, skewMs });
}

/** What signs the audit log, and what takes it out of the house. */
function auditOf(
  { checkpoints: host, exports, config, onFault }: WorkspaceParts,
  context: Context,
) {
  const url = config.auditCheckpointUrl;
  const checkpoints = createCheckpoints(context, host ?? noCheckpointHost, url, onFault);
  return {
    checkpoints,
    exports: createDailyExports({ context, checkpoints }, exports ?? null, onFault),
  };
}

const statesOf = ({ checkpoints, exports }: ReturnType<typeof auditOf>) => ({
  checkpoints: checkpoints.state,
  exports: exports.state,
});

/** What `/metrics` shows besides the database, and to whom. */
const metricsOf = (
  parts: WorkspaceParts,
  engine: {
    readonly deliverer: Deliverer;
    readonly platformHealth: PlatformHealth;
    readonly rates: RateBook;
    readonly checkpoints: Checkpoints;
  },
) => ({
  token: parts.config.metricsToken,
  peerOf: parts.peerOf ?? (() => null),
  facts: {
    version: project.version,
    runtime: parts.runtime,
    startedAt: parts.clock.now(),
    inFlight: () => engine.deliverer.inFlight.size,
    pausedUntil: engine.platformHealth.pausedUntil,
    rateWindows: engine.rates.windows,
    signedAt: () => engine.checkpoints.state().last?.at ?? null,
    freeBytes: freeBytesOf(parts),
    residentBytes: parts.residentBytes ?? (() => null),
  },
});

const freeBytesOf = ({ freeBytes }: WorkspaceParts) => freeBytes ?? (async () => null);

const hostOf = ({ bodyOf, verifyPage }: WorkspaceParts) => ({
  bodyOf: bodyOf ?? streamedBody,
  verifyPage: verifyPage ?? null,
});

/** A round of relay, which runs members' commands. */
function relayOf(
  { sliceMs, onFault }: WorkspaceParts,
  context: Context,
  table: ReturnType<typeof commandTable>,
): () => number {
  return () =>
    relayBatch(
      context,
      (inner, said) => runCommand(table, inner, said),
      (inboxId, error) => onFault(`inbox ${inboxId}`, error),
      sliceMs,
    );
}

/** What checks of the platforms find, and how calls to them go. */
const healthOf = (
  { lately }: ReturnType<typeof createRecentCalls>,
  { pausedUntil }: ReturnType<typeof createPlatformHealth>,
) => ({ worksFault: null, calls: { lately, pausedUntil } });

const clockCheckOf = (context: Context, line: LineClient, skewMs: () => number | null) =>
  createClockCheck(skewMs, () => checkAccounts(context, line));

/** How requests come in. */
function doorsOf(
  parts: WorkspaceParts,
  {
    context,
    engine,
    blobs,
    checkpoints,
    metrics,
    skewMs,
  }: Pick<Workspace, 'context' | 'engine'> &
    Pick<AppParts, 'blobs' | 'checkpoints' | 'metrics'> & { readonly skewMs: () => number | null },
): Workspace {
  const { arriving, arrived } = engine;
  const hears = { arriving, arrived, answered: noteAnswers(parts.store.db) };
  const webhooks = createWebhooks({ ...receiversOf(parts, context, skewMs), ...hears });
  const app = createApp({ context, blobs, webhooks, checkpoints, metrics, ...hostOf(parts) });
  return { context, engine, webhooks, app, noteStop: stopNoter(parts) };
}

/** What may go at once, and how soon what could not be written is tried again. */
const placesOf = (parts: WorkspaceParts) => ({
  gate: createPushGate(parts.clock),
  mostInFlight: parts.mostInFlight,
  files: createFileGate(parts.mostFiles),
  ...settleAgain(parts),
});

const settleAgain = ({ writeAgainMs }: WorkspaceParts) =>
  writeAgainMs === undefined ? {} : { settleAgainMs: writeAgainMs };

/** Tokens are bought and run out by the platforms' time, whatever ours shows. */
const clockOfPlatforms = (clock: Clock, skewMs: () => number | null): Clock => ({
  now: () => platformsTime(clock.now(), skewMs()),
});

/** The clients of the platforms, each with its own addresses and credentials. */
function clientsOf(
  { config, stream = noStream }: WorkspaceParts,
  http: HttpPort,
  onRate: RateBook['read'],
  clock: Clock,
): { readonly line: LineClient; readonly works: WorksClient } {
  return {
    line: createLineClient({
      http,
      clock,
      stream,
      apiBaseUrl: config.line.apiBaseUrl,
      dataApiBaseUrl: config.line.dataApiBaseUrl,
      accounts: config.line.channels,
    }),
    works: createWorksClient({
      http,
      stream,
      clock,
      apiBaseUrl: config.works.apiBaseUrl,
      authBaseUrl: config.works.authBaseUrl,
      credentials: config.works,
      onRate,
    }),
  };
}

function toContext(parts: WorkspaceParts): Context {
  const { config, store, clock, chance } = parts;
  const { works } = config;
  return {
    store,
    db: store.db,
    clock,
    chance,
    ...(parts.reached && { reached: parts.reached }),
    media: createMediaLinks({
      secretKey:
        config.secretKey ??
        parts.secretKey ??
        keptSecret(store.db, 'links', () => chance.token(32)),
      publicUrl: config.publicUrl,
      linkMs: config.mediaLinkMs,
    }),
    settings: {
      companyName: config.companyName,
      adminUsers: config.adminUsers,
      domainId: works.domainId,
      publicUrl: config.publicUrl,
      bridgeBotId: works.bridgeBot.botId,
      adminBotId: works.adminBot?.botId ?? null,
      plan: works.plan,
      retryScheduleMs: config.retryScheduleMs,
      worksStaleMs: config.worksStaleMs,
      directoryPollMs: config.directoryPollMs,
      stickerPictures: config.stickerPictures,
      auditRetentionMs: config.auditRetentionMs,
      mediaRetentionMs: config.mediaRetentionMs,
      mediaTotalBytes: config.mediaTotalBytes,
    },
  };
}

function prepareDatabase(context: Context, parts: WorkspaceParts): void {
  const { config, warmsSearch, staysAwake } = parts;
  claimDatabase(context, {
    domainId: config.works.domainId,
    botId: config.works.bridgeBot.botId,
    channelIds: config.line.channels.map((channel) => channel.channelId),
  });
  for (const { channelId, shared, member } of config.line.channels) {
    registerAccount(context.db, channelId, shared, member);
  }
  foldNamesAgain(context);
  settleRestored(context);
  assignWishedAccounts(context);
  endLostExports(context);
  if (staysAwake) noteGap(context);
  planStartJobs(context, warmsSearch === true, staysAwake === true);
}
