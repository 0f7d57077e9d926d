import { DurableObject } from 'cloudflare:workers';
import type { Clock } from '../../domain/clock.ts';
import type { RestorationNote, RestoredBody } from '../../domain/operator/restoration.ts';
import type { Operator, WorkspaceVerb } from '../../domain/operator/verbs.ts';
import { prefixOf } from '../../media/bucket.ts';
import type { Poked } from '../../services/registry/watch-workspaces.ts';
import type { Migrating } from '../../store/sqlite/half-migrated.ts';
import { MIGRATIONS } from '../../store/sqlite/migration-texts.ts';
import type { Migration } from '../../store/sqlite/store.ts';
import { bare } from '../../web/webhook-body.ts';
import type { Answer } from '../operate/desk.ts';
import type { Workspace } from '../workspace.ts';
import { AFTER_FAULT_MS, durableAlarm, engineAlarm, runAlarm } from './alarm.ts';
import { type Callback, type CallbackAnswer, takeCallback } from './callback.ts';
import { dropCheckpoints } from './checkpoint-objects.ts';
import { connectionsOfObject } from './connections.ts';
import { explain, type WorkerEnv } from './environment.ts';
import { heldCallbacks } from './held-callbacks.ts';
import { heldSession } from './held-session.ts';
import { type AskedMedia, isStillThere, judgeMedia, type MediaVerdict } from './judge-media.ts';
import { namedLog } from './named-log.ts';
import { type Bindings, blobsIn, openWorkspace, ownBucket } from './open-workspace.ts';
import { hostedObject } from './operate.ts';
import { answerPoke } from './poke.ts';
import { absenceOf, answerAbsent, retryHeaders } from './refusal.ts';
import { REFUSED_START_KEY, type RefusedStart, refusedAgain } from './refused-start.ts';
import { isRestoring } from './restoration-notes.ts';
import { setAside } from './set-aside.ts';
import { judgeSignature } from './signed-callback.ts';
import { recordUnkept } from './unkept-callbacks.ts';
import { ofLength, withLength } from './with-length.ts';

const systemClock: Clock = { now: () => Date.now() };

/** One workspace with its database and its alarm. */
export class WorkspaceObject extends DurableObject<WorkerEnv> {
  /** Whether the last start ended in a fault of ours. What an operator asks may end so as well (`#isFailing`). */
  #hasFailed = false;
  readonly #connections = connectionsOfObject();
  readonly #bucket = ownBucket(this.#connections, this.env.BLOBS, this.ctx.id);
  readonly #log = namedLog(() => this.#name);
  readonly #alarm = durableAlarm(this.ctx.storage, systemClock, this.#log.fault);
  readonly #engineAlarm = engineAlarm(this.#alarm, systemClock);
  readonly #waiting = heldCallbacks(this.ctx.storage.kv);
  readonly #hosted = hostedObject(
    {
      id: this.ctx.id,
      storage: this.ctx.storage,
      env: this.env,
      bucket: this.#bucket,
      clock: systemClock,
      migrations: this.migrations,
    },
    {
      build: (config, store, isPaused) =>
        openWorkspace({ ...{ config, store, isPaused }, ...this.#bindings }),
      blobs: (store) => this.#bucket && blobsIn(this.#bucket, store),
      dropCheckpoints: async () => {
        if (this.#bucket !== null) await dropCheckpoints(this.#bucket);
      },
      setAside: (lost) => setAside(this.#bucket, lost, ofLength),
      waiting: this.#waiting,
      onFault: this.#log.fault,
    },
  );
  readonly #held = heldSession(this.#hosted, this.#alarm, systemClock, this.#log.fault);

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env);
    ctx
      .blockConcurrencyWhile(() => this.#start())
      .catch((error: unknown) => {
        this.#log.fault('start', error);
      });
  }

  /** A webhook, which the front may hand in again: its events are known by their keys. */
  async accept(callback: Callback): Promise<CallbackAnswer> {
    const workspace = await this.#ready();
    if (workspace === null)
      return this.#holdAbsent(callback) ?? { ...this.#absence, endsConnection: false };
    // It must not overtake those that wait until it is known whether the database went back.
    if (this.#hosted.isHeld && this.#waiting.areLeft()) {
      const held = this.#hold(callback);
      if (held !== null) return held;
    }
    const { webhooks, engine } = workspace;
    const answered = await takeCallback(webhooks, callback, this.#log.fault);
    // It may have gone into a database that was given up meanwhile.
    if (this.#hosted.isLeaving) return this.#leave();
    // Work that the webhook made due has its alarm before the answer leaves: the output gate holds
    // the answer until both writes are durable.
    this.#alarm.set(engine.nextAt());
    return answered;
  }

  /**
   * Has a webhook wait that the workspace cannot take now. A stranger's waits only where nobody can tell: what the
   * workspace is configured with may not be readable in the middle of a migration.
   *
   * @returns null: it cannot wait
   */
  #hold(callback: Callback): CallbackAnswer | null {
    const { migrating, config } = this.#hosted;
    if (config === null && migrating === null) return null;
    const now = systemClock.now();
    const status = config === null ? 200 : judgeSignature(config, callback, now);
    if (status !== 200) return bare(status);
    return this.#waiting.hold(callback, now) ? bare(200) : null;
  }

  /** Where there is no workspace because of a migration or a fault of ours: a person mends what else there is. */
  #holdAbsent(callback: Callback): CallbackAnswer | null {
    const isPassing = this.#hosted.migrating !== null || this.#isFailing;
    return isPassing ? this.#hold(callback) : null;
  }

  get #absence() {
    return absenceOf(this.#hosted, this.#isFailing);
  }

  /** Judges a link to a file; the front hands out what it leads to. */
  async media(asked: AskedMedia): Promise<MediaVerdict> {
    const workspace = await this.#ready();
    if (workspace === null) {
      const absence = this.#absence;
      const { text } = absence;
      return { kind: 'answer', status: 503, headers: retryHeaders(absence), body: text };
    }
    return judgeMedia(workspace.context, prefixOf(this.ctx.id.toString()), asked);
  }

  /** Whether the file of a link that was judged is still to be had. */
  async lives(link: string): Promise<boolean> {
    const workspace = await this.#ready();
    return workspace !== null && isStillThere(workspace.context, link);
  }

  override async fetch(request: Request): Promise<Response> {
    const workspace = await this.#ready();
    if (workspace === null) return answerAbsent(this.#absence);
    const { app, engine } = workspace;
    const response = await app.fetch(request);
    this.#alarm.set(engine.nextAt());
    return withLength(response);
  }

  override async alarm(): Promise<void> {
    this.#alarm.fired();
    const workspace = await this.#ready();
    if (workspace === null) {
      if (this.#hosted.migrating !== null && !this.#isFailing) await this.#startAlone();
      else await this.#waitForStart();
    } else if (this.#hosted.isHeld) {
      await this.#held.askAgain();
      await this.#takeHeld().catch((error: unknown) => this.#log.fault('alarm', error));
      if (!this.#hosted.isHeld) this.#setAlarm();
    } else {
      const { fault: onFault } = this.#log;
      const alarms = { alarm: this.#alarm, engineAlarm: this.#engineAlarm };
      await runAlarm({ engine: workspace.engine, ...alarms, clock: systemClock, onFault });
    }
  }

  /** The watchdog asks whether the alarm is still there. */
  async poke(): Promise<Poked> {
    const workspace = await this.#ready();
    const alarmAt = await this.ctx.storage.getAlarm();
    // An object that was never created has nothing to wake for.
    const without = this.#hosted.isCreated ? 'cannot-start' : null;
    const nextAt = workspace === null ? without : workspace.engine.nextAt();
    return answerPoke({ alarmAt, nextAt }, this.#alarm, systemClock);
  }

  /** The registry has noted a restoration of its database. */
  async restored(note: RestorationNote): Promise<RestoredBody | null> {
    await this.#ready();
    return this.#thenWakes(() => this.#hosted.restored(note));
  }

  /** What an operator asks; who may ask what the front has judged. */
  async operate(verb: WorkspaceVerb, body: unknown, by: Operator): Promise<Answer> {
    await this.#ready();
    return this.#thenWakes(() => this.#hosted.operate(verb, body, by));
  }

  /** Whatever has become of the workspace, its alarm is set. */
  async #thenWakes<Value>(change: () => Promise<Value>): Promise<Value> {
    try {
      const changed = await change();
      await this.#takeHeld();
      return changed;
    } finally {
      this.#setAlarm();
    }
  }

  /** For its next work; what could not be put together is tried again. */
  #setAlarm(): void {
    const againAt = this.#isFailing ? systemClock.now() + AFTER_FAULT_MS : null;
    this.#alarm.set(this.#hosted.workspace?.engine.nextAt() ?? againAt);
  }

  /** Whether there is no workspace because of a fault of ours, which may pass. */
  get #isFailing(): boolean {
    return this.#hasFailed || this.#hosted.hasFailed;
  }

  /** Its own, or that of its object while nothing tells it. */
  get #name(): string {
    return this.#hosted.name ?? this.ctx.id.toString();
  }

  /** What its workspace is put together with. */
  get #bindings(): Bindings {
    return {
      connections: this.#connections,
      bucket: this.#bucket,
      images: this.env.IMAGES,
      assets: this.env.ASSETS,
      clock: systemClock,
      alarm: this.#engineAlarm,
      log: this.#log,
      isRestoring: () => isRestoring(this.env, this.ctx.id.toString()),
    };
  }

  /** What brings its database up to date; a test has others. */
  protected get migrations(): readonly Migration[] {
    return MIGRATIONS;
  }

  /** The workspace, started again where the last start failed by a fault that may have passed. */
  async #ready(): Promise<Workspace | null> {
    if (this.#hosted.isLeaving) return this.#leave();
    if (this.#isFailing) await this.#startAlone();
    await this.#takeHeld();
    return this.#hosted.workspace;
  }

  /** Nothing more goes into a database that is given up: the caller tries again, and finds the restored one. */
  #leave(): never {
    this.ctx.abort('its database goes back to a past state');
    throw new Error('aborted');
  }

  /** No other call comes in between. */
  #startAlone(): Promise<void> {
    return this.ctx.blockConcurrencyWhile(() => this.#start());
  }

  /** Whatever fails, the object answers, and its alarm stays: one that threw would end in time. */
  async #start(): Promise<void> {
    try {
      this.#alarm.found(await this.ctx.storage.getAlarm());
      await this.#hosted.start();
      this.#hasFailed = false;
      const { workspace, faults, migrating } = this.#hosted;
      // The next portion comes at once, as a call of its own: each has its own time and its own commit.
      if (migrating !== null) this.#alarm.set(systemClock.now() + this.#untilNext(migrating));
      await this.#takeHeld();
      // A person has to mend these; any other fault is ours.
      if (faults.length > 0) explain(this.#name, faults);
      this.#alarm.set(workspace?.engine.nextAt() ?? null);
      this.#held.waits();
    } catch (error) {
      this.#hasFailed = true;
      this.#log.fault('start', error);
      this.#alarm.set(systemClock.now() + AFTER_FAULT_MS);
    }
  }

  /** When the next portion comes, ms. */
  #untilNext({ migration, fault }: Migrating): number {
    if (fault === undefined) return 1;
    this.#log.fault(`migration ${migration}`, fault);
    return AFTER_FAULT_MS;
  }

  /**
   * Hands in the webhooks that came during a migration, as soon as there is a workspace: an operator may have to mend
   * its settings first. Not while it may have gone back: then they have been said since. Those that cannot be kept now
   * are tried again, as others would be by the platform.
   */
  async #takeHeld(): Promise<void> {
    const { workspace, isLeaving, isHeld } = this.#hosted;
    if (workspace === null || isLeaving || isHeld) return;
    const { fault } = this.#log;
    const handing = {
      take: (callback: Callback) => takeCallback(workspace.webhooks, callback, fault),
      record: (callback: Callback) => recordUnkept(workspace.context, callback, fault),
      onFault: fault,
      now: systemClock.now(),
    };
    if (!(await this.#waiting.handIn(handing))) {
      this.#alarm.set(systemClock.now() + AFTER_FAULT_MS);
    }
  }

  /** The alarm of an object that cannot start, which forgets all but its storage between two of them. */
  async #waitForStart(): Promise<void> {
    // Its start has set the alarm already.
    if (this.#isFailing) return;
    const { storage } = this.ctx;
    const now = systemClock.now();
    const refused = refusedAgain(await storage.get<RefusedStart>(REFUSED_START_KEY), now);
    await storage.put(REFUSED_START_KEY, refused);
    this.#alarm.set(now + refused.pauseMs);
  }
}
