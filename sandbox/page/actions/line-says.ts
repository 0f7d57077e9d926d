type Json = Readonly<Record<string, unknown>>;

/** Of one LINE emoji set; `text` carries them as words in brackets (line.md §1.6). */
const EMOJI_SET = '5ac1bfd5040ab15980c9b435';
export const EMOJI = ['(love)', '(happy)', '(thanks)', '(nice)'] as const;

/** How the OA is mentioned. */
export const mentionOf = (displayName: string) => `@${displayName}`;

/** A text whose LINE emoji and mention of the OA are marked up as LINE does; UTF-16 units. */
export function markedText(
  text: string,
  oa: { readonly botUserId: string; readonly displayName: string },
): Json {
  const emojis = EMOJI.flatMap((word, place) =>
    placesOf(text, word).map((index) => ({
      index,
      length: word.length,
      productId: EMOJI_SET,
      emojiId: String(place + 1).padStart(3, '0'),
    })),
  ).toSorted((a, b) => a.index - b.index);
  const mention = mentionOf(oa.displayName);
  const mentionees = placesOf(text, mention).map((index) => ({
    index,
    length: mention.length,
    type: 'user',
    userId: oa.botUserId,
    isSelf: true,
  }));
  return {
    type: 'text',
    text,
    ...(emojis.length === 0 ? {} : { emojis }),
    ...(mentionees.length === 0 ? {} : { mention: { mentionees } }),
  };
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    places.push(at);
  }
  return places;
}

/** Messages that LINE's own apps make, and no button of an ordinary chat. */
export const ODDITIES = {
  /** A kind that does not exist yet. */
  unknown: { type: 'gift', giftId: 'g-2026-1', cardText: 'ありがとう' },
  /** An image kept elsewhere: the content API does not have it (line.md §1.6). */
  external: {
    type: 'image',
    contentProvider: {
      type: 'external',
      originalContentUrl: 'https://images.example.com/original.jpg',
      previewImageUrl: 'https://images.example.com/preview.jpg',
    },
  },
} as const satisfies Record<string, Json>;
