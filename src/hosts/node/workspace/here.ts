import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../config/config.ts';
import type { LiveConfig } from '../../../config/types.ts';
import type { Answer } from '../../../domain/operator/answers.ts';
import type { Operator } from '../../../domain/operator/verbs.ts';
import { DATABASE_FILE, DatabaseInUse, openNodeStore } from '../../../store/sqlite/node.ts';
import { openReadOnly } from '../../../store/sqlite/read-only.ts';
import { systemChance } from '../../chance.ts';
import type { Desk } from '../../operate/desk.ts';
import { operate } from '../../operate/operate.ts';
import { status } from '../../operate/status.ts';
import { CopyFault } from '../backup/copy-fault.ts';

/* The verbs of a workspace, over the database of one bridge on this machine. */

type Environment = Readonly<Record<string, string | undefined>>;

/** Whoever may write to `DATA_DIR` needs no key. */
const AT_THE_TERMINAL: Operator = { keyId: 'terminal', role: 'operate' };

interface Configured {
  /** Null: it cannot start so, or is the sandbox. */
  readonly config: LiveConfig | null;
  readonly faults: readonly string[];
}

function configuredBy(environment: Environment): Configured {
  const read = readConfig(environment);
  if (!read.ok) return { config: null, faults: read.faults };
  return { config: read.config.mode === 'live' ? read.config : null, faults: [] };
}

function databaseIn(dataDir: string): string {
  const path = join(dataDir, DATABASE_FILE);
  if (!existsSync(path)) throw new CopyFault('no-database', dataDir);
  return path;
}

/**
 * The state of a bridge, which may be running.
 *
 * @throws CopyFault, and what the machine throws
 */
export function statusHere(dataDir: string, environment: Environment): Answer {
  const path = databaseIn(dataDir);
  const database = openReadOnly(path);
  try {
    const store = { db: database.db, bytes: () => statSync(path).size };
    return database.atOnce(() => status(configuredBy(environment), store));
  } finally {
    database.close();
  }
}

/**
 * Pauses a bridge that does not run, or lets it run again from its next start on.
 *
 * @throws CopyFault, and what the machine throws
 */
export async function changeHere(
  verb: 'pause' | 'resume',
  dataDir: string,
  environment: Environment,
): Promise<Answer> {
  databaseIn(dataDir);
  const store = openOrSayWhose(dataDir);
  const desk: Desk = {
    ...configuredBy(environment),
    configuredBy: 'environment',
    isMade: () => true,
    isThere: true,
    objectId: dataDir,
    isNamed: () => false,
    deployment: environment,
    masterKeys: { ok: false, fault: '' },
    clock: { now: () => Date.now() },
    chance: systemChance,
    erase: null,
    store,
    migrating: null,
    workspace: null,
    make: () => store,
    renew: async () => undefined,
    standDown: async () => undefined,
    gone: () => undefined,
    leave: () => undefined,
    isLeaving: false,
  };
  try {
    return await operate(desk, verb, {}, AT_THE_TERMINAL);
  } finally {
    store.close();
  }
}

function openOrSayWhose(dataDir: string) {
  try {
    return openNodeStore(dataDir);
  } catch (error) {
    throw error instanceof DatabaseInUse ? new CopyFault('in-use', dataDir) : error;
  }
}
