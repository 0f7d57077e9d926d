import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { Context, Env } from '../context.ts';
import type { ApiCall } from '../types.ts';
import type { Failure } from './faults.ts';

async function bodyOf(c: HonoContext<Env>): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  // Uploads are not kept: the book of calls stays small.
  if (c.req.method === 'GET' || type.startsWith('multipart/')) return null;
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
}

/** Ends when the platform stops or the caller gives up. */
function hung(c: HonoContext<Env>, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = c.env.incoming.socket;
    const done = () => {
      stopped.removeEventListener('abort', done);
      socket.removeListener('close', done);
      resolve();
    };
    if (stopped.aborted || socket.destroyed) return done();
    stopped.addEventListener('abort', done);
    socket.once('close', done);
  });
}

async function act(c: HonoContext<Env>, ctx: Context, failure: Failure): Promise<Response> {
  if (failure.action === 'status') {
    const body = typeof failure.body === 'string' ? failure.body : JSON.stringify(failure.body);
    const date = new Date(ctx.clock.now()).toUTCString();
    const headers = { 'content-type': 'application/json', date, ...failure.headers };
    return new Response(body, { status: failure.status, headers });
  }
  if (failure.action === 'stall') return halfOf(c, ctx);
  if (failure.action === 'hang') await hung(c, ctx.faults.stopped);
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Half of the answer, and then silence while the caller and the platform are there. */
async function halfOf(c: HonoContext<Env>, ctx: Context): Promise<Response> {
  const bytes = new Uint8Array(await c.res.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2))),
    pull: async () => {
      await hung(c, ctx.faults.stopped);
      c.env.incoming.socket.destroy();
    },
  });
  return new Response(body, { status: c.res.status, headers: c.res.headers });
}

/** Notes the call in the book and plays the planned failures around the route. */
export function observed(ctx: Context, api: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const call: ApiCall = {
      at: ctx.clock.now(),
      method: c.req.method,
      path: c.req.path,
      status: 0,
      api,
      body: await bodyOf(c),
    };
    const botId = c.req.param('botId');
    if (botId !== undefined) call.botId = botId;
    c.set('call', call);
    ctx.calls.add(call);
    // The time is the platform's own, not this machine's.
    c.header('date', new Date(call.at).toUTCString());
    await ctx.faults.delayed(call, () => c.req.raw.signal);
    const failure = ctx.faults.take(call);
    if (failure?.mode === 'before') {
      const answer = await act(c, ctx, failure);
      if (failure.action === 'status') call.status = failure.status;
      return answer;
    }
    await next();
    if (failure === null) {
      call.status = c.res.status;
      return;
    }
    const answer = await act(c, ctx, failure);
    if (failure.action === 'status') call.status = failure.status;
    c.res = undefined;
    c.res = answer;
  };
}
