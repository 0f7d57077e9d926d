import type { ChannelId } from '../../src/domain/ids.ts';
import type { Arrival } from '../../src/store/inbox.ts';

/** A checked webhook: what to answer, and what to keep before answering it. */
export type Accepted =
  | { readonly status: 400 | 401 }
  | {
      readonly status: 200;
      readonly arrivals: readonly Arrival[];
      /** The bot user id of an OA, seen for the first time in a verified body. */
      readonly learned: { readonly channelId: ChannelId; readonly destination: string } | null;
    };

/** The JSON value of a body, or undefined when it is none. */
export function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(raw));
  } catch {
    return undefined;
  }
}

/** The text of a body; what is no UTF-8 in it becomes U+FFFD. */
export const textOf = (raw: Uint8Array): string => utf8.decode(raw);

const utf8 = new TextDecoder();
