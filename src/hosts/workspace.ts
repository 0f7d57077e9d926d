import { botJobs } from '../../bot/jobs/bot-jobs.ts';
import { runCommand } from '../../bot/run.ts';
import { commandTable } from '../../bot/table.ts';
import { createFileGate } from '../../bridge/deliver/admission/file-gate.ts';
import { createPushGate } from '../../bridge/deliver/admission/push-gate.ts';
import { createDeliverer } from '../../bridge/deliver/loop/deliverer.ts';
import { createEngine, type Engine } from '../../bridge/engine.ts';
import { createJobs } from '../../bridge/jobs/queue.ts';
import { bridgeJobs } from '../../bridge/jobs/table.ts';
import { relayBatch } from '../../bridge/relay/relay.ts';
import type { Context } from '../context.ts';
import { createRecentCalls } from '../domain/limits/recent-calls.ts';
import { noBlobs } from '../media/blob-store.ts';
import { noIcons } from '../media/icon.ts';
import { noPreviews } from '../media/pictures.ts';
import { watchClock } from '../platforms/watch-clock.ts';
import { createDailyExports } from '../services/audit-export/daily.ts';
import { createCheckpoints } from '../services/checkpoints/checkpoints.ts';
import { noCheckpointHost } from '../services/checkpoints/parts.ts';
import { createDirectoryReader } from '../services/directory/read.ts';
import { examine } from '../services/doctor/examine.ts';
import type { Finding } from '../services/doctor/finding.ts';
import { meterBlobs } from '../services/files/meter.ts';
import { createPhotos } from '../services/photos/fetch.ts';
import { latestEntryAt } from '../store/queue/set-back.ts';
import { clientsOf, clockOfPlatforms } from './clients.ts';
import { type Entrances, entrancesOf } from './entrances.ts';
import { keptWorksFault, standingOf } from './kept-parts.ts';
import { measured } from './measured.ts';
import { prepareDatabase } from './prepare-database.ts';
import { toContext } from './to-context.ts';
import { clockCheckOf, healthOf, watchPartsOf } from './watching.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** One LINE WORKS domain with its OAs: one writer over one database, hosted by Node or Workers. */
export interface Workspace extends Entrances {
  readonly context: Context;
  readonly engine: Engine;
  /** Checks everything outside that must be right, without making a room. Writes nothing. */
  examine(): Promise<readonly Finding[]>;
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
  const { store, clock, onFault } = parts;
  const { http, skewMs } = watchClock(parts.http, clock, parts.steadyMs);
  const context = toContext(parts);
  const blobs = meterBlobs(context, parts.blobs ?? noBlobs);
  const lastWroteAt = latestEntryAt(store.db);
  store.transaction(() => prepareDatabase(context, parts));
  const audit = auditOf(parts, context);
  const { checkpoints } = audit;
  const { rates, platformHealth } = standingOf(parts);
  const { line, works } = clientsOf(parts, http, rates.read, clockOfPlatforms(clock, skewMs));
  const platforms = { line, works, blobs, previews: parts.previews ?? noPreviews };
  const calls = createRecentCalls(clock);
  const health = healthOf(calls, platformHealth, keptWorksFault(parts));
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
    ...jobPlacesOf(parts),
    onSettled: wake,
    onFault,
  });
  const engine: Engine = createEngine({
    context,
    ...relayOf(parts, context, commandTable({ ...health, ...statesOf(audit) })),
    deliverer,
    jobs,
    ...engineHostOf(parts),
    ...{ lastWroteAt, knowTime: [rates, platformHealth] },
  });
  deliverer.recover();
  const metered = { deliverer, platformHealth, rates, checkpoints };
  const inside = { ...platforms, ...metered, context, engine, skewMs };
  const lookAt = () => examine(context, { line, works, host, checkpoints }, null);
  return { ...entrancesOf(parts, inside), context, engine, examine: lookAt };
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

/** A round of relay, which runs members' commands, and what an event costs where no clock tells. */
function relayOf(
  { sliceMs, standstill, onFault }: WorkspaceParts,
  context: Context,
  table: ReturnType<typeof commandTable>,
): { readonly relay: () => number; readonly eventMs?: number } {
  const slice = {
    ...(sliceMs === undefined ? {} : { ms: sliceMs }),
    ...(standstill === undefined ? {} : { events: standstill.eventsAtOnce }),
  };
  const relay = () =>
    relayBatch(
      context,
      (inner, said) => runCommand(table, inner, said),
      (inboxId, error) => onFault(`inbox ${inboxId}`, error),
      slice,
    );
  return { relay, ...(standstill && { eventMs: standstill.eventMs }) };
}

/** What may go at once, and how soon what could not be written is tried again. */
const placesOf = (parts: WorkspaceParts) => ({
  gate: createPushGate(parts.clock),
  mostInFlight: parts.mostInFlight,
  files: createFileGate(parts.mostFiles),
  ...settleAgain(parts),
});

const engineHostOf = ({ alarm, isPaused = false, onFault }: WorkspaceParts) => ({
  alarm,
  isPaused,
  onFault,
});

/** How many jobs may run at once, and whether those that can wait wake the host together. */
const jobPlacesOf = (parts: WorkspaceParts) => ({
  mostAtOnce: Math.min(parts.mostInFlight, MOST_JOBS),
  sleeps: parts.staysAwake !== true,
  ...settleAgain(parts),
});

const settleAgain = ({ writeAgainMs }: WorkspaceParts) =>
  writeAgainMs === undefined ? {} : { settleAgainMs: writeAgainMs };
