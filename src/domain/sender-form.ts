/** What a message says of its sender on LINE (line.md §2.8). */
export interface SenderForm {
  readonly name: boolean;
  readonly icon: boolean;
}

/** What LINE's words blame for a refusal, as far as they say (line.md §2.10). */
export type Blame = 'sender-name' | 'sender-icon' | 'content';

/** Reads it in the detail of a refusal. LINE's texts may change: null when they say nothing that we know. */
export function blameIn(detail: string): Blame | null {
  if (/sender\.name/i.test(detail)) return 'sender-name';
  if (/sender\.iconUrl/i.test(detail)) return 'sender-icon';
  const places = detail.match(/messages\[\d{1,3}\]\.\w{1,50}/g) ?? [];
  const isOther = places.length > 0 && places.every((place) => !place.endsWith('.sender'));
  return isOther ? 'content' : null;
}

/**
 * The next simpler form of a sender after a refusal: without the icon, without the name, without either, each
 * once. LINE does not list the words that it takes for no name, and its own words may change.
 *
 * @param whole the form in which the message was first put
 * @param sent the form that has been refused
 * @returns null when the sender cannot be what is refused
 */
export function simplerSender(
  whole: SenderForm,
  sent: SenderForm,
  blames: Blame | null,
): SenderForm | null {
  if (blames === 'content') return null;
  if (!sent.name && !sent.icon) return null;
  if (sent.name && sent.icon) {
    return blames === 'sender-name' ? { name: false, icon: true } : { name: true, icon: false };
  }
  // The icon was dropped on suspicion: without the name it may well stay.
  if (sent.name && whole.icon && blames !== 'sender-icon') return { name: false, icon: true };
  return { name: false, icon: false };
}
