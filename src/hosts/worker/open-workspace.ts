import type { Alarm } from '../../../bridge/engine.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Clock } from '../../domain/clock.ts';
import { logsSteps } from '../../log.ts';
import { type Bucket, bucketWithin, prefixOf } from '../../media/bucket.ts';
import { imagesIcons } from '../../media/icon-images.ts';
import { imagesInTime } from '../../media/images.ts';
import { imagesPreviews } from '../../media/pictures-images.ts';
import { r2Blobs } from '../../media/r2-blobs.ts';
import { allowedHosts } from '../../platforms/allowed-hosts.ts';
import { type Connections, httpOver, streamOver } from '../../platforms/connections.ts';
import { createFetchHttp, createFetchStream } from '../../platforms/http-fetch.ts';
import type { CheckpointHost } from '../../services/checkpoints/parts.ts';
import { readBlob } from '../../store/files/blobs.ts';
import { filesThatStay } from '../../store/restorations.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { systemChance } from '../chance.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { type AssetsBinding, assetsBy, fetchAsset } from './assets.ts';
import { workerAuditKey } from './audit-key.ts';
import { checkpointObjects } from './checkpoint-objects.ts';
import { assetsOver, bucketOver, imagesOver } from './connections.ts';
import { exportObjects } from './export-objects.ts';
import type { NamedLog } from './named-log.ts';
import { ofLength } from './with-length.ts';

/** Per platform: a claim that waits for a connection would be unclear after an eviction. */
const MOST_IN_FLIGHT = 3;
/** One lane of each platform stays for words. */
const MOST_FILES = 2;
/** What Cloudflare gives an object's SQLite. Bytes. */
const MOST_DATABASE_BYTES = 10_000_000_000;
/** In a batch an event costs one or two milliseconds of processor time. */
const STANDSTILL = { eventsAtOnce: 16, eventMs: 1 };

/** What an object has for its workspace. */
export interface Bindings {
  readonly connections: Connections;
  /** Its part of the bucket; null: there is none, and files are refused in words. */
  readonly bucket: Bucket | null;
  /** Absent: pictures that LINE cannot show go as cards. */
  readonly images: ImagesBinding | undefined;
  /** Absent: pages have no style, and archives no page that verifies them. */
  readonly assets: AssetsBinding | undefined;
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly log: NamedLog;
  /** Whether a restoration of this object is noted, and so not seen to. Throws where the registry does not answer. */
  readonly isRestoring: () => Promise<boolean>;
}

interface Opening extends Bindings {
  readonly config: LiveConfig;
  readonly store: Store;
  readonly isPaused: boolean;
}

/** Puts the workspace of an object together over its database and bindings. */
export function openWorkspace(opening: Opening): Workspace {
  const { config, store, isPaused, connections, bucket, images, assets, clock, alarm, log } =
    opening;
  const { line, works } = config;
  const allowed = allowedHosts({
    lineApi: line.apiBaseUrl,
    lineData: line.dataApiBaseUrl,
    worksApi: works.apiBaseUrl,
    worksAuth: works.authBaseUrl,
  });
  const staysOf = () => filesThatStay(store.db);
  return createWorkspace({
    ...{ config, store, isPaused, clock, alarm },
    http: httpOver(connections, createFetchHttp({ allowedHosts: allowed })),
    stream: streamOver(connections, createFetchStream({ allowedHosts: allowed })),
    ...(bucket ? { blobs: blobsIn(bucket, store) } : {}),
    ...picturesBy(connections, images),
    readAsset: assetsBy(
      assetsOver(connections, (name) => fetchAsset(assets, name)),
      log.fault,
    ),
    checkpoints: checkpointsIn(connections, bucket, config, staysOf),
    ...(bucket && config.auditExportDir !== null
      ? { exports: exportObjects(bucket, staysOf, opening.isRestoring) }
      : {}),
    chance: systemChance,
    mostInFlight: MOST_IN_FLIGHT,
    mostFiles: MOST_FILES,
    mostDatabaseBytes: MOST_DATABASE_BYTES,
    standstill: STANDSTILL,
    commits: 'direct',
    runtime: 'workers',
    ...(logsSteps(config.logLevel) ? { onStep: log.step } : {}),
    onFault: log.fault,
  });
}

/** Nobody else's files can be seen, listed or removed through it. */
export const ownBucket = (
  connections: Connections,
  bucket: R2Bucket | undefined,
  id: DurableObjectId,
): Bucket | null =>
  bucket === undefined
    ? null
    : bucketOver(connections, bucketWithin(bucket, prefixOf(id.toString())));

export const blobsIn = (bucket: Bucket, { db }: Store) =>
  r2Blobs({
    bucket,
    newKey: () => systemChance.uuid(),
    recorded: (sha256) => readBlob(db, sha256),
    ofLength,
  });

const picturesBy = (connections: Connections, binding: ImagesBinding | undefined) => {
  if (binding === undefined) return {};
  const images = imagesOver(connections, imagesInTime(binding));
  return { previews: imagesPreviews(images), icons: imagesIcons(images) };
};

/** Beside the files; the door leads to `AUDIT_CHECKPOINT_URL` and to nowhere else. */
const checkpointsIn = (
  connections: Connections,
  bucket: Bucket | null,
  config: LiveConfig,
  staysOf: () => readonly string[],
): CheckpointHost => ({
  key: workerAuditKey(config),
  notes: bucket && checkpointObjects(bucket, staysOf),
  post: httpOver(
    connections,
    createFetchHttp({
      allowedHosts: (url) => url.href === URL.parse(config.auditCheckpointUrl ?? '')?.href,
    }),
  ),
});
