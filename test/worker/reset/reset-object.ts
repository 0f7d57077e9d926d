import type { Callback, CallbackAnswer } from '../../../src/hosts/worker/callback.ts';
import type { AskedMedia, MediaVerdict } from '../../../src/hosts/worker/judge-media.ts';
import front, { WorkspaceObject } from '../../../src/hosts/worker/main.ts';
import type { Migration } from '../../../src/store/sqlite/store.ts';

/** What stands in a webhook that resets its object: before it is kept, while it is, or after. */
const RESETS = /reset-(before|during|after)-\d+/u;

/** Those that were met: the object forgets all but its storage. */
const met = new Set<string>();
/** What the front has asked of objects. */
const asked: string[] = [];

/** A version that comes while the test runs: its last migration is done in slices. Its alarms may wait. */
const newer = { isDeployed: false, isHeldUp: false };
const TOMORROW: Migration = {
  name: '9999_tomorrow.sql',
  sql: `CREATE TABLE tomorrow (id INTEGER PRIMARY KEY, done INTEGER) STRICT;
INSERT INTO tomorrow (id)
WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < 75) SELECT id FROM ids;
UPDATE tomorrow SET done = coalesce(done, 0) + 1
WHERE id IN (SELECT id FROM tomorrow WHERE id > ifnull(:after, 0) ORDER BY id LIMIT 2)
RETURNING id;`,
};
/** How often an alarm is looked after while it waits. Ms. */
const AGAIN_MS = 100;

/** The front, which also says what it has asked of objects since it was last asked. */
export default {
  ...front,
  fetch: (...[request, env]: Parameters<typeof front.fetch>) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/test/asked') return Response.json(asked.splice(0));
    if (!pathname.startsWith('/test/newer/')) return front.fetch(request, env);
    newer.isDeployed = true;
    newer.isHeldUp = pathname.endsWith('/held-up');
    return new Response();
  },
};

/** The workspace's object, reset in the middle of webhooks as a deploy or a new secret resets it. */
export class ResetObject extends WorkspaceObject {
  protected override get migrations(): readonly Migration[] {
    return newer.isDeployed ? [...super.migrations, TOMORROW] : super.migrations;
  }

  override async alarm(): Promise<void> {
    if (newer.isHeldUp) await this.ctx.storage.setAlarm(Date.now() + AGAIN_MS);
    else await super.alarm();
  }

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
