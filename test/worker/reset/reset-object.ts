import type { Callback, CallbackAnswer } from '../../../src/hosts/worker/callback.ts';
import type { AskedMedia, MediaVerdict } from '../../../src/hosts/worker/judge-media.ts';
import front, { WorkspaceObject } from '../../../src/hosts/worker/main.ts';

/** What stands in a webhook that resets its object: before it is kept, while it is, or after. */
const RESETS = /reset-(before|during|after)-\d+/u;

/** Those that were met: the object forgets all but its storage. */
const met = new Set<string>();
/** What the front has asked of objects. */
const asked: string[] = [];

/** The front, which also says what it has asked of objects since it was last asked. */
export default {
  ...front,
  fetch: (...[request, env]: Parameters<typeof front.fetch>) =>
    new URL(request.url).pathname === '/test/asked'
      ? Response.json(asked.splice(0))
      : front.fetch(request, env),
};

/** The workspace's object, reset in the middle of webhooks as a deploy or a new secret resets it. */
export class ResetObject extends WorkspaceObject {
  override async accept(callback: Callback): Promise<CallbackAnswer> {
    asked.push('accept');
    const [reset, when] = RESETS.exec(new TextDecoder().decode(callback.bytes)) ?? [];
    if (reset === undefined || met.has(reset)) return await super.accept(callback);
    met.add(reset);
    if (when === 'before') this.ctx.abort(reset);
    const accepted = super.accept(callback);
    if (when === 'after') await accepted;
    this.ctx.abort(reset);
    return await accepted;
  }

  override async media(link: AskedMedia): Promise<MediaVerdict> {
    asked.push('media');
    return await super.media(link);
  }

  override async fetch(request: Request): Promise<Response> {
    asked.push('fetch');
    return await super.fetch(request);
  }
}
