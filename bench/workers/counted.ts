import worker from '../../src/hosts/worker/main.ts';
import { WorkspaceObject } from '../../src/hosts/worker/object.ts';
import { RegistryObject } from '../../src/hosts/worker/registry-object.ts';
import type { WorkerFigures } from './figures.ts';

/**
 * The Worker as it is, with what Cloudflare bills counted: rows, alarms, starts, R2 and Images. Its clock can be
 * set forward, and its alarm held, so that an idle hour passes in seconds.
 */

type Rows = { readonly rowsRead: number; readonly rowsWritten: number };

/** Of this isolate, which outlives an evicted object. */
const counted = {
  cursors: [] as { readonly query: string; readonly cursor: Rows }[],
  starts: 0,
  registryAsked: 0,
  alarmsSet: 0,
  alarmsFired: 0,
  alarmAt: null as number | null,
  isHeld: false,
  aheadMs: 0,
  r2: { a: 0, b: 0 },
  images: { asked: 0, made: 0 },
};

/** Of R2; deletions and ends of uploads that failed are free. */
const CLASS_A = new Set(['put', 'list', 'createMultipartUpload']);
const CLASS_B = new Set(['get', 'head']);

/** The same binding, whose calls are told by their names. */
const watched = <Binding extends object>(binding: Binding, tell: (method: string) => void) =>
  new Proxy(binding, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name, of);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        tell(String(name));
        return value.apply(of, given);
      };
    },
  });

const countedEnv = <Env extends { BLOBS?: R2Bucket; IMAGES?: ImagesBinding }>(env: Env): Env => ({
  ...env,
  BLOBS: env.BLOBS && watched(env.BLOBS, countR2),
  IMAGES: env.IMAGES && watched(env.IMAGES, countImages),
});

function countR2(method: string): void {
  if (CLASS_A.has(method)) counted.r2.a += 1;
  if (CLASS_B.has(method)) counted.r2.b += 1;
}

function countImages(method: string): void {
  counted.images.asked += 1;
  if (method === 'input') counted.images.made += 1;
}

const realNow = Date.now.bind(Date);
Date.now = () => realNow() + counted.aheadMs;

/** The runtime's own classes, whose methods are replaced once for an isolate. */
function countStorage(storage: DurableObjectStorage): void {
  if (isCounted) return;
  isCounted = true;
  const sql: SqlStorage = Object.getPrototypeOf(storage.sql);
  const { exec } = sql;
  sql.exec = function (this: SqlStorage, query, ...bindings) {
    const cursor = exec.call(this, query, ...bindings);
    // The simulator's own.
    if (!query.includes('__miniflare')) counted.cursors.push({ query, cursor });
    return cursor;
  } as SqlStorage['exec'];
  const alarms: DurableObjectStorage = Object.getPrototypeOf(storage);
  const { getAlarm, setAlarm } = alarms;
  alarms.getAlarm = async function (this: DurableObjectStorage, options) {
    return counted.isHeld ? counted.alarmAt : getAlarm.call(this, options);
  };
  alarms.setAlarm = async function (this: DurableObjectStorage, at, options) {
    counted.alarmsSet += 1;
    counted.alarmAt = Number(at);
    if (!counted.isHeld) await setAlarm.call(this, at, options);
  };
}
let isCounted = false;

export class CountedObject extends WorkspaceObject {
  constructor(ctx: DurableObjectState, env: ConstructorParameters<typeof WorkspaceObject>[1]) {
    countStorage(ctx.storage);
    counted.starts += 1;
    super(ctx, countedEnv(env));
  }

  override async alarm(): Promise<void> {
    counted.alarmsFired += 1;
    counted.alarmAt = null;
    await super.alarm();
  }

  /** From now on the driver fires the alarm. */
  async hold(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    counted.isHeld = true;
  }

  /** Fires the held alarm. */
  async fire(): Promise<void> {
    await this.alarm();
  }
}

export class CountedRegistry extends RegistryObject {
  override async restoration(...asked: Parameters<RegistryObject['restoration']>) {
    counted.registryAsked += 1;
    return super.restoration(...asked);
  }
}

type CountedEnv = Parameters<typeof worker.fetch>[1] & {
  readonly COUNTED: DurableObjectNamespace<CountedObject>;
};

export default {
  fetch: async (request, env) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith('/counted/')) return worker.fetch(request, countedEnv(env));
    const object = env.COUNTED.get(env.COUNTED.idFromName(searchParams.get('object') ?? ''));
    if (pathname === '/counted/hold') await object.hold();
    if (pathname === '/counted/clock') counted.aheadMs = Number(searchParams.get('ahead'));
    if (pathname === '/counted/alarm') await object.fire();
    return Response.json(figures(pathname === '/counted/begin'));
  },
} satisfies ExportedHandler<CountedEnv>;

function figures(begins: boolean): WorkerFigures {
  const { cursors, starts, registryAsked, alarmsSet, alarmsFired, alarmAt, r2, images } = counted;
  const statements: Record<string, number> = {};
  for (const { query, cursor } of cursors) {
    if (cursor.rowsWritten === 0) continue;
    statements[query] = (statements[query] ?? 0) + cursor.rowsWritten;
  }
  const sum = (of: (rows: Rows) => number) =>
    cursors.reduce((total, { cursor }) => total + of(cursor), 0);
  const told = {
    rowsWritten: sum((rows) => rows.rowsWritten),
    rowsRead: sum((rows) => rows.rowsRead),
    statements: cursors.length,
    starts,
    registryAsked,
    alarmsSet,
    alarmsFired,
    alarmAt,
    r2: { ...r2 },
    images: { ...images },
    writes: statements,
  };
  if (begins) {
    Object.assign(counted, { cursors: [], starts: 0, registryAsked: 0 });
    Object.assign(counted, { alarmsSet: 0, alarmsFired: 0 });
    Object.assign(counted, { r2: { a: 0, b: 0 }, images: { asked: 0, made: 0 } });
  }
  return told;
}
