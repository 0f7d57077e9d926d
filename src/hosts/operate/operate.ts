import * as z from 'zod';
import { isInstantText } from '../../domain/instant-text.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { databaseSql } from '../../store/copy/database-sql.ts';
import { isImporting } from '../../store/copy/import-progress.ts';
import { readHosting } from '../../store/settings.ts';
import { howFar, type Migrating } from '../../store/sqlite/half-migrated.ts';
import type { Store } from '../../store/sqlite/store.ts';
import { bookmarks } from './bookmarks.ts';
import { changeSettings } from './change-settings.ts';
import { createNamed } from './create.ts';
import { type Answer, type Desk, refuse } from './desk.ts';
import { exportAsked, exportPage } from './export.ts';
import { importAsked, importChunk } from './import.ts';
import { reseal } from './reseal.ts';
import { restore } from './restore.ts';
import { rotate } from './rotate.ts';
import { show } from './show.ts';
import { changeStanding, deleteInSteps } from './standing.ts';
import { examineFor, status } from './status.ts';

const settings = z.record(z.string(), z.string());
const name = z.string();
const nothing = z.object({});

/** The forms of bodies (src/domain/operator/bodies.ts). Other fields, such as a name for the registry, are ignored. */
const instant = z.string().max(40).refine(isInstantText);

const BODIES = {
  create: z.object({ workspace: name, settings }),
  set: z.object({ settings }),
  unset: z.object({ names: z.array(name) }),
  show: nothing,
  rotate: z.union([
    z.object({ name, drop: z.literal(true) }),
    z.object({ name, value: z.string().min(1) }),
  ]),
  reseal: nothing,
  status: nothing,
  doctor: z.object({ language: z.enum(['ja', 'en']).default('en') }),
  pause: nothing,
  resume: nothing,
  bookmarks: z.object({ at: instant.optional() }),
  restore: z
    .object({
      at: instant.optional(),
      undo: z.literal(true).optional(),
      confirm: name.optional(),
    })
    .refine(({ at, undo }) => (at === undefined) !== (undo === undefined)),
  delete: z.object({ confirm: name.optional() }),
  export: exportAsked,
  import: importAsked,
} as const;

type Told = keyof typeof BODIES;

/** They change nothing, so they need not wait for what does. */
export const isReading = (verb: WorkspaceVerb): boolean =>
  ['show', 'status', 'doctor', 'bookmarks'].includes(verb);

/**
 * Does what an operator asks of one workspace. Who may ask what is judged before. A workspace that was never created
 * writes nothing and answers so.
 */
export async function operate(
  desk: Desk,
  verb: WorkspaceVerb,
  body: unknown,
  by: Operator,
): Promise<Answer> {
  const { store, migrating } = desk;
  if (migrating !== null) return refuse('migrating', { faults: migratingWords(desk, migrating) });
  if (store === null && desk.isThere) return refuse('not-opened', { faults: desk.faults });
  if (desk.isLeaving) return refuse('restoring');
  if (verb === 'create') return create(desk, body, by);
  if (store === null || !isCreated(desk, store)) return refuse('not-created');
  if (!isTold(verb)) return refuse('not-here');
  // Anything else would write into the half of a database, or tell of it.
  if (!DURING_IMPORT.has(verb) && isImporting(databaseSql(store.db))) return refuse('importing');
  return ofCreated(desk, store, { verb, body, by });
}

function migratingWords({ waiting }: Desk, migrating: Migrating): readonly string[] {
  const { held = 0 } = waiting?.counts() ?? {};
  return [howFar(migrating), ...(held > 0 ? [`webhooks that wait: ${held}`] : [])];
}

const DURING_IMPORT: ReadonlySet<Told> = new Set(['import', 'status', 'show', 'delete']);

const isTold = (verb: WorkspaceVerb): verb is Told & WorkspaceVerb => Object.hasOwn(BODIES, verb);

/** A crash between the database and its first row leaves one without a name. */
const isCreated = ({ configuredBy }: Desk, { db }: Store): boolean =>
  configuredBy === 'environment' || readHosting(db).name !== null;

async function create(desk: Desk, body: unknown, by: Operator): Promise<Answer> {
  if (desk.configuredBy === 'environment') return refuse('by-environment');
  if (desk.store !== null && isCreated(desk, desk.store)) return refuse('already-created');
  const read = BODIES.create.safeParse(body);
  if (!read.success || !desk.isNamed(read.data.workspace)) return refuse('body');
  return createNamed(desk, read.data.workspace, read.data.settings, by);
}

interface Asked {
  readonly verb: Exclude<Told, 'create'> | 'create';
  readonly body: unknown;
  readonly by: Operator;
}

async function ofCreated(desk: Desk, store: Store, { verb, body, by }: Asked): Promise<Answer> {
  const read = <Shape extends z.ZodType>(shape: Shape) => shape.safeParse(body ?? {});
  const isSettings = ['set', 'unset', 'show', 'rotate', 'reseal'].includes(verb);
  if (isSettings && desk.configuredBy === 'environment') return refuse('by-environment');
  switch (verb) {
    case 'set': {
      const { success, data } = read(BODIES.set);
      return success ? changeSettings(desk, store, data.settings, by) : refuse('body');
    }
    case 'unset': {
      const { success, data } = read(BODIES.unset);
      if (!success) return refuse('body');
      const gone = Object.fromEntries(data.names.map((each) => [each, null]));
      return changeSettings(desk, store, gone, by);
    }
    case 'rotate': {
      const { success, data } = read(BODIES.rotate);
      return success ? rotate(desk, store, data, by) : refuse('body');
    }
    case 'doctor': {
      const { success, data } = read(BODIES.doctor);
      return success ? examineFor(desk, data.language) : refuse('body');
    }
    case 'bookmarks': {
      const { success, data } = read(BODIES.bookmarks);
      return success ? bookmarks(desk, data.at) : refuse('body');
    }
    case 'restore': {
      const { success, data } = read(BODIES.restore);
      return success ? restore(desk, store, data, by) : refuse('body');
    }
    case 'delete': {
      const { success, data } = read(BODIES.delete);
      return success ? deleteInSteps(desk, store, data.confirm ?? null, by) : refuse('body');
    }
    case 'export': {
      const { success, data } = read(BODIES.export);
      return success ? exportPage(desk, store, data) : refuse('body');
    }
    case 'import': {
      const { success, data } = read(BODIES.import);
      return success ? importChunk(desk, store, data, by) : refuse('body');
    }
    case 'show':
      return show(desk, store);
    case 'reseal':
      return reseal(desk, store, by);
    case 'status':
      return status(desk, store);
    case 'pause':
      return changeStanding(desk, store, 'paused', by);
    case 'resume':
      return changeStanding(desk, store, 'live', by);
    case 'create':
      return refuse('already-created');
    default:
      return verb satisfies never;
  }
}
