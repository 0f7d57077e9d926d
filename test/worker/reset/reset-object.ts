import type { Callback, CallbackAnswer } from '../../../src/hosts/worker/callback.ts';
import front, { WorkspaceObject } from '../../../src/hosts/worker/main.ts';

export default front;

/** What stands in a webhook that resets its object: before it is kept, while it is, or after. */
const RESETS = /reset-(before|during|after)-\d+/u;

/** Those that were met: the object forgets all but its storage. */
const met = new Set<string>();

/** The workspace's object, reset in the middle of webhooks as a deploy or a new secret resets it. */
export class ResetObject extends WorkspaceObject {
  override async accept(callback: Callback): Promise<CallbackAnswer> {
    const [reset, when] = RESETS.exec(new TextDecoder().decode(callback.bytes)) ?? [];
    if (reset === undefined || met.has(reset)) return await super.accept(callback);
    met.add(reset);
    if (when === 'before') this.ctx.abort(reset);
    const accepted = super.accept(callback);
    if (when === 'after') await accepted;
    this.ctx.abort(reset);
    return await accepted;
  }
}
