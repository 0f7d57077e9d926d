import { type LinePlatform, startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from '../../sandbox/line-works/platform.ts';
import { ADMIN_BOT, BRIDGE_BOT, furnish, OA } from '../helpers/company.ts';
import { PATIENCE_MS } from '../helpers/until.ts';

export interface Platforms {
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
}

/** Limits far above what a load sends. */
const MANY = 100_000;

export async function startPlatforms(): Promise<Platforms> {
  const line = await startLinePlatform({ webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({
    callbackTimeoutMs: PATIENCE_MS,
    requestsPerMinute: MANY,
    createChannelsPerMinute: MANY,
  });
  furnish(line, works);
  line.account(OA).setQuota(null);
  line.account(OA).setRedelivery(true);
  return { line, works };
}

/** Enters addresses below a base in both consoles. */
export function enterAddresses({ line, works }: Platforms, base: string): void {
  line.account(OA).setWebhook(`${base}/line/webhook`);
  for (const bot of [BRIDGE_BOT, ADMIN_BOT]) works.bot(bot).setCallback(`${base}/works/callback`);
}

/** As a phone opens a link. */
export async function download(link: string): Promise<Uint8Array | null> {
  const answer = await fetch(link);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return answer.status === 200 ? bytes : null;
}
