import type { SettingsResult } from '../../config/settings/read-settings.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import { databaseSql } from '../../store/copy/database-sql.ts';
import { isImporting } from '../../store/copy/import-progress.ts';
import { readHosting } from '../../store/settings.ts';
import type { Store } from '../../store/sqlite/store.ts';
import type { Workspace } from '../workspace.ts';
import type { Answer, Desk, DeskParts } from './desk.ts';
import { configOfSettings } from './kept-settings.ts';
import { isReading, operate } from './operate.ts';

/** A workspace that its operators can change while it runs. */
export interface Hosted {
  /** Null: it is not known before its settings are read. */
  readonly name: string | null;
  /** Null: it was never created, or cannot run as it is configured. */
  readonly workspace: Workspace | null;
  /** Why it cannot; none of them contains a value. */
  readonly faults: readonly string[];
  /** False: nothing was ever stored for it. */
  readonly isCreated: boolean;
  /** Puts the workspace together as it is configured. */
  start(): Promise<void>;
  operate(verb: WorkspaceVerb, body: unknown, by: Operator): Promise<Answer>;
}

export interface HostedParts extends DeskParts {
  /** Opens its database, made and brought up to date. */
  readonly openStore: () => Store;
  /** What the environment configures, where it does. */
  readonly readEnvironment: () => SettingsResult;
  /** Before a workspace is put together: its log, for example. */
  readonly prepare: (config: LiveConfig) => Promise<void>;
  /** Puts it together. */
  readonly build: (config: LiveConfig, store: Store, isPaused: boolean) => Workspace;
  /** A fault that a person has to mend, in words; null: it is ours. */
  readonly mendable: (error: unknown) => string | null;
}

/** How long calls under way may take when the workspace is put together again. */
const STOP_PATIENCE_MS = 10_000;

interface State {
  name: string | null;
  /** One database for every workspace put together over it: what is remembered of it must not part. */
  store: Store | null;
  workspace: Workspace | null;
  config: LiveConfig | null;
  faults: readonly string[];
}

const NOTHING: State = { name: null, store: null, workspace: null, config: null, faults: [] };

export function createHosted(parts: HostedParts): Hosted {
  const state: State = { ...NOTHING };
  let turn: Promise<unknown> = Promise.resolve();

  const make = (): Store => {
    state.store ??= parts.openStore();
    return state.store;
  };
  const desk: Desk = {
    ...parts,
    get store() {
      return state.store;
    },
    get isThere() {
      return parts.configuredBy === 'environment' || state.store !== null || parts.isMade();
    },
    get workspace() {
      return state.workspace;
    },
    get config() {
      return state.config;
    },
    get faults() {
      return state.faults;
    },
    make,
    renew: () => renew(parts, state),
    standDown: () => standDown(state),
    gone: () => {
      Object.assign(state, NOTHING);
    },
  };
  return {
    get name() {
      return parts.configuredBy === 'environment' ? DEFAULT_WORKSPACE : state.name;
    },
    get workspace() {
      return state.workspace;
    },
    get faults() {
      return state.faults;
    },
    get isCreated() {
      return desk.isThere;
    },
    start: async () => {
      if (parts.configuredBy === 'settings' && !parts.isMade()) return;
      await renew(parts, state);
    },
    operate: (verb, body, by) => {
      const act = () => operate(desk, verb, body, by);
      if (isReading(verb)) return act();
      // A change waits for the one before it: each judges what the other has left.
      const mine = turn.then(act);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/**
 * Webhooks are taken in all the while: by the workspace there was, until the next one stands. Between its end and that
 * nothing is awaited.
 */
async function renew(parts: HostedParts, state: State): Promise<void> {
  try {
    const read = readConfigOf(parts, state);
    if (read.ok) await parts.prepare(read.config);
    await standDown(state);
    state.faults = read.ok ? [] : read.faults;
    if (read.ok) putTogether(parts, state, read.config);
  } catch (error) {
    const words = parts.mendable(error);
    if (words === null) throw error;
    state.faults = [words];
  }
}

async function standDown(state: State): Promise<void> {
  await state.workspace?.engine.stop(STOP_PATIENCE_MS);
  Object.assign(state, { workspace: null, config: null });
}

/** What is stored is a part of a file: a workspace over it would act on the half of its rows. */
const IMPORTING =
  'An import is not done: send its file again, and it goes on from where it stands (npm run workspace -- import).';

function putTogether(parts: HostedParts, state: State, config: LiveConfig): void {
  state.store ??= parts.openStore();
  if (isImporting(databaseSql(state.store.db))) {
    state.faults = [IMPORTING];
    return;
  }
  const isPaused = readHosting(state.store.db).standing !== 'live';
  const workspace = parts.build(config, state.store, isPaused);
  Object.assign(state, { workspace, config });
  workspace.engine.wake();
}

/** The environment is read first: where it is wrong, nothing is opened. */
function readConfigOf(parts: HostedParts, state: State): SettingsResult {
  if (parts.configuredBy === 'environment') return parts.readEnvironment();
  state.store ??= parts.openStore();
  state.name = readHosting(state.store.db).name;
  return configOfSettings(state.store, parts);
}
