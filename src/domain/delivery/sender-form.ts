/** A message's sender as LINE shows it (line.md §2.8). */
export interface SenderForm {
  readonly name: boolean;
  readonly icon: boolean;
}

/** The part that LINE's error blames for a refusal, as far as it says (line.md §2.10). */
export type Blame = 'sender-name' | 'sender-icon' | 'content';

/** Reads the blame in a refusal's detail; null when LINE's text, which may change, is unknown. */
export function blameIn(detail: string): Blame | null {
  if (/sender\.name/i.test(detail)) return 'sender-name';
  if (/sender\.iconUrl/i.test(detail)) return 'sender-icon';
  const places = detail.match(/messages\[\d{1,3}\]\.\w{1,50}/g) ?? [];
  const isOther = places.length > 0 && places.every((place) => !place.endsWith('.sender'));
  return isOther ? 'content' : null;
}

/**
 * The next simpler form of a sender after a refusal: without the icon, without the name, without
 * both, each tried once. LINE does not list the words it rejects in names, and its error texts may
 * change.
 *
 * @param whole the form first sent
 * @param sent the refused form
 * @returns null when the sender cannot be the cause
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
  // The icon was dropped on suspicion: without the name it may be accepted.
  if (sent.name && whole.icon && blames !== 'sender-icon') return { name: false, icon: true };
  return { name: false, icon: false };
}
