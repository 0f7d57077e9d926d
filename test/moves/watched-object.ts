import { HOUR_MS } from '../../src/domain/durations.ts';
import front, { RegistryObject, WorkspaceObject } from '../../src/hosts/worker/main.ts';
import { keysBelow } from '../../src/media/bucket.ts';
import { type InBucket, ORDER, ORDERS } from './orders.ts';

/* The Worker as it is; its objects can be reset at any moment, and their bucket tells what is in it. */

export { RegistryObject };

type Env = ConstructorParameters<typeof WorkspaceObject>[1];

/** Of this isolate, which outlives its objects. */
const open = new Set<string>();
let isAged = false;

export class WatchedObject extends WorkspaceObject {
  constructor(ctx: DurableObjectState, env: Env) {
    const { BLOBS } = env;
    super(ctx, BLOBS === undefined ? env : { ...env, BLOBS: watched(BLOBS) });
  }

  /** As a deploy, a new secret or a move by the platform does it: all but the storage is gone. */
  reset(): void {
    this.ctx.abort('the suite resets it');
  }
}

function watched(bucket: R2Bucket): R2Bucket {
  return new Proxy(bucket, {
    get: (target, name) => {
      if (name === 'createMultipartUpload') return (key: string) => beginUpload(target, key);
      if (name === 'list') return (options: R2ListOptions) => listOld(target, options);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function beginUpload(bucket: R2Bucket, key: string): Promise<R2MultipartUpload> {
  const upload = await bucket.createMultipartUpload(key);
  open.add(key);
  const ended = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    open.delete(key);
    return result;
  };
  return {
    ...{ key: upload.key, uploadId: upload.uploadId },
    uploadPart: (number, value) => upload.uploadPart(number, value),
    complete: (parts) => ended(upload.complete(parts)),
    abort: () => ended(upload.abort()),
  };
}

/** Orphans are removed when they are older than an hour: once they are said to be, the next walk removes them. */
async function listOld(bucket: R2Bucket, options: R2ListOptions): Promise<R2Objects> {
  const page = await bucket.list(options);
  if (!isAged) return page;
  const objects = page.objects.map((object) => {
    const uploaded = new Date(object.uploaded.getTime() - 2 * HOUR_MS);
    return new Proxy(object, {
      get: (target, name) => (name === 'uploaded' ? uploaded : Reflect.get(target, name)),
    });
  });
  return { ...page, objects };
}

interface WatchedEnv extends Env {
  readonly WORKSPACE: DurableObjectNamespace<WatchedObject>;
}

type FrontEnv = Parameters<typeof front.fetch>[1];

export default {
  ...front,
  fetch: async (request, env) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith(ORDERS)) return front.fetch(request, env);
    const workspace = searchParams.get('workspace') ?? '';
    return obey(pathname.slice(ORDERS.length), env, workspace);
  },
} satisfies ExportedHandler<WatchedEnv & FrontEnv>;

async function obey(order: string, env: WatchedEnv, workspace: string): Promise<Response> {
  const id = env.WORKSPACE.idFromName(`w/${workspace}`);
  switch (order) {
    case ORDER.reset:
      // The call ends with the object.
      await Promise.resolve(env.WORKSPACE.get(id).reset()).catch(() => undefined);
      return new Response('reset');
    case ORDER.bucket:
      return Response.json(await inBucket(env, `w/${id}/`));
    case ORDER.age:
      isAged = true;
      return new Response('aged');
    default:
      return new Response(null, { status: 404 });
  }
}

async function inBucket(env: WatchedEnv, prefix: string): Promise<InBucket> {
  const keys = env.BLOBS === undefined ? [] : await keysBelow(env.BLOBS, prefix);
  return { keys: keys.map((key) => key.slice(prefix.length)), open: [...open] };
}
