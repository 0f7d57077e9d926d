import { createHash } from 'node:crypto';
import type { ChannelId } from '../../src/domain/ids.ts';
import { isSignature } from '../../src/platforms/hmac-signature.ts';
import { eventIdOf, readLineEnvelope, sourceIdOf } from '../../src/platforms/line/inbound.ts';
import { verifyLineSignature } from '../../src/platforms/line/signature.ts';
import type { Arrival } from '../../src/store/queue/inbox.ts';
import type { Verdict } from '../../src/store/schema.ts';
import { type Accepted, parseJson } from './accepted.ts';
import { isForeignLineEvent, lineEventWithoutContent } from './without-content.ts';

/** The keys that a LINE webhook is checked with. */
export interface LineKeys {
  readonly accounts: readonly {
    readonly channelId: ChannelId;
    readonly secrets: readonly string[];
  }[];
  /** An OA's bot user id; null while unknown. */
  destinationOf(channelId: ChannelId): string | null;
}

/** Whether the headers allow that LINE sent it. */
export const mayBeFromLine = (signature: string | undefined): boolean => isSignature(signature);

/**
 * Checks one LINE webhook: the secret that verifies the raw bytes names the OA, the destination
 * must be that OA's bot (DESIGN §11 Webhooks). No network, no database.
 */
export function acceptLine(
  keys: LineKeys,
  raw: Uint8Array,
  signature: string | undefined,
  receivedAt: number,
): Accepted {
  const account = keys.accounts.find(({ secrets }) => verifyLineSignature(raw, signature, secrets));
  if (account === undefined) return { status: 401 };
  const envelope = readLineEnvelope(parseJson(raw));
  if (envelope === null) return { status: 400 };
  const { channelId } = account;
  const known = keys.destinationOf(channelId);
  const ours = known === null || envelope.destination === null || envelope.destination === known;
  const verdict: Verdict = ours ? 'act' : 'not-ours';
  return {
    status: 200,
    arrivals: envelope.events.map((event) => toArrival(event, channelId, verdict, receivedAt)),
    learned:
      known === null && envelope.destination !== null
        ? { channelId, destination: envelope.destination }
        : null,
  };
}

function toArrival(
  event: unknown,
  channelId: ChannelId,
  verdict: Verdict,
  receivedAt: number,
): Arrival {
  const isOurs = verdict === 'act' && !isForeignLineEvent(event);
  const eventId = eventIdOf(event);
  const whole = isOurs || eventId === null ? textOf(event) : '';
  return {
    // The key of an event without an id is its bytes' digest.
    key: eventId ?? sha256(whole),
    platform: 'line',
    account: channelId,
    verdict,
    body: isOurs ? whole : textOf(lineEventWithoutContent(event)),
    receivedAt,
    // A group counts as one speaker here; an event without a source is its account's.
    speaker: `line:${channelId}:${sourceIdOf(event) ?? ''}`,
  };
}

/** An event nested too deeply to be written out is kept without its content; relay records it. */
function textOf(event: unknown): string {
  try {
    return JSON.stringify(event);
  } catch {
    return 'null';
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
