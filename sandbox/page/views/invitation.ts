import type { WorksBubble } from '../../line-works/platform.ts';

/** DESIGN §6.3: `https://line.me/R/oaMessage/{basicId}/?{text}`. */
const INVITE_LINK = /https:\/\/line\.me\/R\/oaMessage\/[^/\s]+\/\?([^\s"'<>、。」）]+)/;

/** What the newest invite link in these messages puts into a LINE user's input; null without one. */
export function invitationIn(messages: readonly WorksBubble[]): string | null {
  for (const { text, buttons } of messages.toReversed()) {
    const places = [text, ...buttons.flatMap(({ uri, text }) => [uri ?? '', text ?? ''])];
    const link = places.map((place) => INVITE_LINK.exec(place)?.[1]).find((it) => it !== undefined);
    if (link !== undefined) return decoded(link);
  }
  return null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
