import type { SettingsResult } from '../../config/settings/read-settings.ts';
import type { LiveConfig } from '../../config/types.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace-name.ts';
import { databaseSql } from '../../store/copy/database-sql.ts';
import { isImporting } from '../../store/copy/import-progress.ts';
import { readHosting } from '../../store/settings.ts';
import type { Migrating } from '../../store/sqlite/half-migrated.ts';
import type { Opened, Store } from '../../store/sqlite/store.ts';
import type { Workspace } from '../workspace.ts';
import type { Answer, Desk, DeskParts } from './desk.ts';
import { configOfSettings } from './kept-settings.ts';
import { isReading, operate } from './operate.ts';
import { endReturn, judgeNote, lookForNote, mark, notReturned, type Session } from './returned.ts';
import { type UnreadyParts, unreadyConfig } from './unready-config.ts';

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
  /**
   * What it is configured with, also while its database is being brought up to date or its start has failed; null: that
   * cannot be read.
   */
  readonly config: LiveConfig | null;
  /** Whether it could not be put together because of a fault of ours, which may pass: `start` tries again. */
  readonly hasFailed: boolean;
  /** How far its database is that is being brought up to date; null: it is, or was not opened. */
  readonly migrating: Migrating | null;
  /** True: the next session has another database. This one is to end before it takes anything in. */
  readonly isLeaving: boolean;
  /** True: it is not known yet whether this database went back to a past state, so nothing leaves; `askAgain` asks. */
  readonly isHeld: boolean;
  /** Puts the workspace together as it is configured. While it is migrating, does the next portion of that. */
  start(): Promise<void>;
  askAgain(): Promise<void>;
  /**
   * The registry has noted this restoration. Sees to it, once; a note of one that did not happen goes.
   *
   * @returns null: it did not happen, or the database cannot be opened
   */
  restored(note: RestorationNote): Promise<RestoredBody | null>;
  operate(verb: WorkspaceVerb, body: unknown, by: Operator): Promise<Answer>;
}

export interface HostedParts extends DeskParts, UnreadyParts {
  /** Opens its database, made and brought up to date, or a portion of that. */
  readonly openStore: () => Opened;
  /** Before a workspace is put together: its log, for example. */
  readonly prepare: (config: LiveConfig) => void;
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
  migrating: Migrating | null;
  workspace: Workspace | null;
  config: LiveConfig | null;
  faults: readonly string[];
}

const NOTHING: State = {
  ...{ name: null, store: null, migrating: null, workspace: null, config: null },
  faults: [],
};

interface Whole extends State {
  readonly session: Session;
  isLeaving: boolean;
  /** What `unreadyConfig` has read; null: nothing yet. */
  unready: LiveConfig | null;
}

export function createHosted(parts: HostedParts): Hosted {
  const session: Session = { receivedTo: null, isClear: false };
  const state: Whole = { ...NOTHING, session, isLeaving: false, unready: null };
  const inTurn = takingTurns();
  const desk = deskOf(parts, state);
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
    get config() {
      if (state.config !== null) return state.config;
      const isMisconfigured = state.faults.some((fault) => fault !== OUR_FAULT);
      if (isMisconfigured || !desk.isThere) return null;
      state.unready ??= unreadyConfig(parts);
      return state.unready;
    },
    get hasFailed() {
      return state.workspace === null && state.faults.includes(OUR_FAULT);
    },
    get migrating() {
      return state.migrating;
    },
    get isLeaving() {
      return state.isLeaving;
    },
    get isHeld() {
      return state.workspace !== null && !session.isClear;
    },
    start: async () => {
      if (parts.configuredBy === 'settings' && !parts.isMade()) return;
      await renew(parts, state);
    },
    askAgain: () => inTurn(() => askAgain(parts, state)),
    restored: (note) => inTurn(() => seeTo(parts, state, note)),
    operate: (verb, body, by) => {
      const act = () => operate(desk, verb, body, by);
      return isReading(verb) ? act() : inTurn(act);
    },
  };
}

/** A change waits for the one before it: each judges what the other has left. */
function takingTurns() {
  let turn: Promise<unknown> = Promise.resolve();
  return <Value>(act: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** What operators' verbs work with, over what this workspace has at each moment. */
function deskOf(parts: HostedParts, state: Whole): Desk {
  const make = (): Store => {
    const store = opened(parts, state);
    if (store === null) throw new Error('A new database is made at once.');
    return store;
  };
  return {
    ...parts,
    get store() {
      return state.store;
    },
    get isThere() {
      return parts.configuredBy === 'environment' || state.store !== null || parts.isMade();
    },
    get migrating() {
      return state.migrating;
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
    get isLeaving() {
      return state.isLeaving;
    },
    make,
    renew: () => renew(parts, state),
    standDown: () => standDown(state),
    gone: () => {
      Object.assign(state, NOTHING);
    },
    leave: () => {
      state.isLeaving = true;
    },
  };
}

async function askAgain(parts: HostedParts, state: Whole): Promise<void> {
  const { store, session } = state;
  if (store === null || session.isClear || state.isLeaving) return;
  await lookForNote(parts, session, store);
  if (session.isClear) await renew(parts, state);
}

async function seeTo(
  parts: HostedParts,
  state: Whole,
  note: RestorationNote,
): Promise<RestoredBody | null> {
  const { store, session } = state;
  // The database of this session has the mark in any case: the next one can tell.
  if (state.isLeaving) throw new Leaving();
  if (store === null) return null;
  const judged = judgeNote(store, note);
  const wasHeld = !session.isClear;
  session.isClear = true;
  if (judged === 'happened') mark(parts, session, store, note);
  if (judged === 'happened' || wasHeld) await renew(parts, state);
  if (judged !== 'did-not-happen') return endReturn(parts, store, note);
  await notReturned(parts, store, note.id);
  return null;
}

/** The next session has another database. */
class Leaving extends Error {
  override readonly name = 'Leaving';
}

/**
 * Webhooks are taken in all the while: by the workspace there was, until the next one stands. Between its end and that
 * nothing is awaited.
 */
async function renew(parts: HostedParts, state: Whole): Promise<void> {
  try {
    const read = await configOf(parts, state);
    state.unready = null;
    if (read === null) state.faults = [];
    if (read === null) return;
    if (read.ok) parts.prepare(read.config);
    await standDown(state);
    state.faults = read.ok ? [] : read.faults;
    if (read.ok) putTogether(parts, state, read.config);
  } catch (error) {
    const words = parts.mendable(error);
    if (state.workspace === null || words !== null) state.faults = [words ?? OUR_FAULT];
    if (words === null) throw error;
  }
}

const OUR_FAULT =
  'The last start ended in a fault, which the log names. It is tried again each minute; signed webhooks wait until it succeeds.';

async function standDown(state: State): Promise<void> {
  await state.workspace?.engine.stop(STOP_PATIENCE_MS);
  Object.assign(state, { workspace: null, config: null });
}

/** What is stored is a part of a file: a workspace over it would act on the half of its rows. */
const IMPORTING =
  'An import is not done: send its file again, and it goes on from where it stands (npm run workspace -- import).';

const HELD =
  'The registry does not answer, so it is not known whether this database went back to a past state. Webhooks are taken in; nothing is sent until it answers.';

function putTogether(parts: HostedParts, state: Whole, config: LiveConfig): void {
  const store = opened(parts, state);
  if (store === null) return;
  if (isImporting(databaseSql(store.db))) {
    state.faults = [IMPORTING];
    return;
  }
  const { isClear } = state.session;
  if (!isClear) state.faults = [HELD];
  const isPaused = !isClear || readHosting(store.db).standing !== 'live';
  const workspace = parts.build(config, store, isPaused);
  Object.assign(state, { workspace, config });
  workspace.engine.wake();
}

/** A database that turns out to have gone back has other settings from then on: those it had before. */
async function configOf(parts: HostedParts, state: Whole): Promise<SettingsResult | null> {
  const read = readConfigOf(parts, state);
  if (read === null || (!read.ok && parts.configuredBy === 'environment')) return read;
  const store = opened(parts, state);
  if (store === null) return null;
  return (await lookForNote(parts, state.session, store)) ? readConfigOf(parts, state) : read;
}

/** The environment is read first: where it is wrong, nothing is opened. Null: the settings cannot be read yet. */
function readConfigOf(parts: HostedParts, state: State): SettingsResult | null {
  if (parts.configuredBy === 'environment') return parts.readEnvironment();
  const store = opened(parts, state);
  if (store === null) return null;
  state.name = readHosting(store.db).name;
  return configOfSettings(store, parts);
}

/** Null: the database is not up to date yet. */
function opened(parts: HostedParts, state: State): Store | null {
  if (state.store === null) Object.assign(state, parts.openStore());
  return state.store;
}
