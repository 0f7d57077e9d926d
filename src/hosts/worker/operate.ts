import { secretsOf } from '../../config/secrets-of.ts';
import { readMasterKeys } from '../../config/settings/master-keys.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Clock } from '../../domain/clock.ts';
import { startLog } from '../../log.ts';
import { type BlobStore, noBlobs } from '../../media/blob-store.ts';
import { type Bucket, emptyBucket } from '../../media/bucket.ts';
import { ForeignDatabase } from '../../services/link/claim-database.ts';
import type { RawSql } from '../../store/copy/raw-sql.ts';
import {
  durableObjectDatabase,
  openDurableObjectStore,
} from '../../store/sqlite/durable-object.ts';
import { NewerDatabase, OldAuditLog } from '../../store/sqlite/migrate.ts';
import type { Migration, Store } from '../../store/sqlite/store.ts';
import { systemChance } from '../chance.ts';
import { createHosted, type Hosted, type HostedParts } from '../operate/hosted.ts';
import type { LostEnd, SetAside, WaitingWebhooks } from '../operate/point-in-time.ts';
import type { Workspace } from '../workspace.ts';
import { faultsOf, liveConfig, variablesOf, type WorkerEnv } from './environment.ts';
import { notesOf } from './restoration-notes.ts';

/** The object that a workspace lives in. */
export interface ObjectPlace {
  readonly id: DurableObjectId;
  readonly storage: DurableObjectStorage;
  readonly env: WorkerEnv;
  /** What it keeps in the bucket, over its connections; null: there is none. */
  readonly bucket: Bucket | null;
  readonly clock: Clock;
  readonly migrations: readonly Migration[];
}

/** What an object makes of its bindings for its workspace. */
interface ObjectParts {
  readonly build: (config: LiveConfig, store: Store, isPaused: boolean) => Workspace;
  readonly blobs: (store: Store) => BlobStore | null;
  /** Of the log that was there before an import. */
  readonly dropCheckpoints: () => Promise<void>;
  readonly setAside: (lost: LostEnd) => Promise<SetAside>;
  readonly waiting: WaitingWebhooks;
  readonly onFault: (what: string, error: unknown) => void;
}

/** The workspace of an object: configured by the environment where the object is named by its domain, else by itself. */
export function hostedObject(place: ObjectPlace, own: ObjectParts): Hosted {
  const { id, storage, env, clock, migrations } = place;
  const { build, blobs, dropCheckpoints, setAside, waiting, onFault } = own;
  const notes = notesOf(env, id.toString());
  const variables = variablesOf(env);
  const configuredBy = isOfEnvironment(place, variables.WORKS_DOMAIN_ID)
    ? 'environment'
    : 'settings';
  const sql = objectSql(storage);
  const copySource = (store: Store) => ({
    ...{ sql, blobs: blobs(store) ?? noBlobs, dropCheckpoints },
  });
  const parts: HostedParts = {
    configuredBy,
    objectId: id.toString(),
    isNamed: (name) => env.WORKSPACE?.idFromName(`w/${name}`).equals(id) === true,
    deployment: variables,
    masterKeys: readMasterKeys(variables.MASTER_KEYS),
    clock,
    chance: systemChance,
    isMade: () => hasSettings(storage),
    openStore: () => openDurableObjectStore(storage, migrations),
    unready: () => durableObjectDatabase(storage),
    readEnvironment: () => {
      const config = liveConfig(env);
      return config === null ? { ok: false, faults: faultsOf(env) } : { ok: true, config };
    },
    prepare: (config) => startLog(config.logLevel, config.logFormat, secretsOf(config)),
    build,
    mendable: (error) => (isMendable(error) ? error.message : null),
    copySource,
    pointInTime: {
      current: () => storage.getCurrentBookmark(),
      forTime: (at) => storage.getBookmarkForTime(at),
      restoreAtNextStart: (bookmark) => storage.onNextSessionRestoreBookmark(bookmark),
    },
    ...(notes && { notes }),
    setAside,
    waiting,
    onFault,
    erase: configuredBy === 'environment' ? null : () => erase(place),
  };
  return createHosted(parts);
}

const isOfEnvironment = ({ id, env }: ObjectPlace, domainId: string | undefined): boolean =>
  env.WORKSPACE === undefined ||
  (domainId !== undefined && env.WORKSPACE.idFromName(domainId).equals(id));

/** Reads the schema only: an object that was never created has none, and gets none by being asked. */
const hasSettings = ({ sql }: DurableObjectStorage): boolean =>
  sql.exec(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'settings'`).toArray()
    .length > 0;

/** Whether a person has to mend it, and its words say how. */
const isMendable = (error: unknown): error is Error =>
  error instanceof ForeignDatabase ||
  error instanceof NewerDatabase ||
  error instanceof OldAuditLog;

const objectSql = ({ sql }: DurableObjectStorage): RawSql => ({
  rows: (text, ...values) => sql.exec(text, ...values).raw(),
  run: (text, ...values) => {
    sql.exec(text, ...values);
  },
});

/** Files first: while there is a database, a deletion that broke off can be asked for again. */
async function erase({ storage, bucket }: ObjectPlace): Promise<void> {
  if (bucket !== null) await emptyBucket(bucket);
  await storage.deleteAlarm();
  await storage.deleteAll();
}
