import { createHash } from 'node:crypto';
import { botId as toBotId } from '../../src/domain/ids.ts';
import { platformsTime } from '../../src/domain/limits/wrong-clock.ts';
import { isSignature } from '../../src/platforms/hmac-signature.ts';
import { readWorksEvent } from '../../src/platforms/line-works/inbound.ts';
import { verifyWorksSignature } from '../../src/platforms/line-works/signature.ts';
import type { Verdict } from '../../src/store/schema.ts';
import { type Accepted, parseJson, textOf } from './accepted.ts';
import { worksEventWithoutContent } from './without-content.ts';

/** The keys that a LINE WORKS callback is checked with. */
export interface WorksKeys {
  readonly bots: readonly { readonly botId: string; readonly secrets: readonly string[] }[];
  readonly domainId: string;
  /** An event issued longer ago than this is a replay: LINE WORKS never sends late. Ms. */
  readonly staleMs: number;
  /** How far our clock is ahead of the platforms', ms; null: they have not said. */
  skewMs(): number | null;
}

/** The headers of a callback that name its sender. */
export interface WorksHeaders {
  readonly botId: string | undefined;
  readonly signature: string | undefined;
}

const botOf = ({ bots }: WorksKeys, { botId }: WorksHeaders) =>
  bots.find((candidate) => candidate.botId === botId?.trim());

/** Whether the headers allow that LINE WORKS sent it. */
export const mayBeFromWorks = (keys: WorksKeys, headers: WorksHeaders): boolean =>
  botOf(keys, headers) !== undefined && isSignature(headers.signature);

/**
 * Checks one LINE WORKS callback. It carries no event id, so the hash of its bytes is the dedupe
 * key (line-works.md §2.1). No network, no database.
 */
export function acceptWorks(
  keys: WorksKeys,
  raw: Uint8Array,
  headers: WorksHeaders,
  receivedAt: number,
): Accepted {
  const bot = botOf(keys, headers);
  if (bot === undefined) return { status: 401 };
  if (!verifyWorksSignature(raw, headers.signature, bot.secrets)) return { status: 401 };
  const body = parseJson(raw);
  const event = readWorksEvent(toBotId(bot.botId), body, receivedAt);
  if (event === null) return { status: 400 };
  const digest = createHash('sha256').update(raw).digest();
  const verdict = judge(keys, event, receivedAt);
  return {
    status: 200,
    learned: null,
    arrivals: [
      {
        key: digest,
        platform: 'line-works',
        account: bot.botId,
        verdict,
        body: verdict === 'act' ? textOf(raw) : JSON.stringify(worksEventWithoutContent(body)),
        receivedAt,
        // A member is one speaker in every bot and room; a room's own events are the room's.
        speaker: `works:${event.userId ?? event.channelId ?? ''}`,
      },
    ],
  };
}

function judge(
  keys: WorksKeys,
  event: { readonly domainId: string | null; readonly issuedAt: number | null },
  receivedAt: number,
): Verdict {
  if (event.domainId !== null && event.domainId !== keys.domainId) return 'not-ours';
  // A clock of ours that is ahead makes no event old. One that is behind knows none from before the receipt.
  const now = Math.min(receivedAt, platformsTime(receivedAt, keys.skewMs()));
  const age = event.issuedAt === null ? 0 : now - event.issuedAt;
  return age > keys.staleMs ? 'stale' : 'act';
}
