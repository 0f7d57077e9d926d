import { DurableObject } from 'cloudflare:workers';
import type { Answer, Begun } from '../../domain/operator/answers.ts';
import type { RestorationNote } from '../../domain/operator/restoration.ts';
import { askRegistry, type Question } from '../../services/registry/ask-registry.ts';
import { type Beginning, beginCall } from '../../services/registry/begin-call.ts';
import { type Ending, endCall } from '../../services/registry/end-call.ts';
import {
  type Configured,
  forgetConfigured,
  notePoked,
  type Poked,
  registerConfigured,
  workspacesToPoke,
} from '../../services/registry/watch-workspaces.ts';
import { migrateRegistry, type RegistryDatabase } from '../../store/registry/database.ts';
import {
  clearRestoration,
  noteRestoration,
  openRestorations,
  restorationOf,
} from '../../store/registry/restorations.ts';
import type { WorkerEnv } from './environment.ts';

/** There is one of it. */
export const REGISTRY_NAME = 'registry';

/** The registry of a deployment. Operators and the watchdog ask it; no message passes here. */
export class RegistryObject extends DurableObject<WorkerEnv> {
  readonly #db: RegistryDatabase;

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env);
    const { storage } = ctx;
    this.#db = {
      all: (sql, ...values) => storage.sql.exec(sql, ...values).toArray(),
      transaction: (work) => storage.transactionSync(work),
    };
    migrateRegistry(this.#db, {
      name: 'The registry of this deployment',
      instead: 'Deploy the version that wrote it.',
    });
  }

  /** The workspace of the environment is on record before another could take what it has. */
  async begin(beginning: Beginning, configured: Configured | null): Promise<Begun> {
    const now = Date.now();
    this.#noteConfigured(configured, now);
    return beginCall(this.#db, beginning, now);
  }

  async end(ending: Ending): Promise<void> {
    endCall(this.#db, ending, Date.now());
  }

  /** As the JSON that the caller gets: what is unknown does not travel between objects. */
  async ask(question: Question): Promise<{ readonly status: number; readonly json: string }> {
    const { status, body }: Answer = askRegistry(this.#db, question);
    return { status, json: JSON.stringify(body) };
  }

  /** Notes the workspace of the environment, and names those to look after. */
  async quiet(configured: Configured | null): Promise<readonly string[]> {
    const now = Date.now();
    this.#noteConfigured(configured, now);
    return workspacesToPoke(this.#db, now).map(({ name }) => name);
  }

  /** The restoration of a workspace's database that it has not seen to. */
  async restoration(objectId: string): Promise<RestorationNote | null> {
    return restorationOf(this.#db, objectId);
  }

  async noteRestoration(objectId: string, note: RestorationNote): Promise<void> {
    noteRestoration(this.#db, objectId, note);
  }

  async clearRestoration(objectId: string, id: string): Promise<void> {
    clearRestoration(this.#db, objectId, id);
  }

  /** For the watchdog: those that nobody has seen to, because who asked for them was lost. */
  async restorations(): Promise<readonly { name: string; note: RestorationNote }[]> {
    return openRestorations(this.#db);
  }

  #noteConfigured(configured: Configured | null, now: number): void {
    if (configured === null) forgetConfigured(this.#db);
    else registerConfigured(this.#db, configured, now);
  }

  async poked(name: string, poked: Poked): Promise<void> {
    notePoked(this.#db, name, poked, Date.now());
  }
}
