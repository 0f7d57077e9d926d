import type { ChannelId } from '../../src/domain/ids.ts';
import type { Arrival } from '../../src/store/queue/inbox.ts';

/** A checked webhook: the answer, and what to keep before answering. */
export type Accepted =
  | { readonly status: 400 | 401 }
  | {
      readonly status: 200;
      readonly arrivals: readonly Arrival[];
      /** The bot user id of an OA, seen for the first time in a verified body. */
      readonly learned: { readonly channelId: ChannelId; readonly destination: string } | null;
    };

/** A body's JSON value; undefined when it is not JSON. */
export function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(raw));
  } catch {
    return undefined;
  }
}

/** A body's text; invalid UTF-8 becomes U+FFFD. */
export const textOf = (raw: Uint8Array): string => utf8.decode(raw);

const utf8 = new TextDecoder();
