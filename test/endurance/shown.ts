import type { Bubble } from '../../sandbox/line/platform.ts';
import type { WorksBubble } from '../../sandbox/line-works/platform.ts';
import { OA } from '../helpers/company.ts';
import { fromBot } from '../helpers/people.ts';
import { type Book, digestOf, marksIn } from './book.ts';
import type { Conversation, Talk } from './conversation.ts';

/** The marks of a LINE user's messages in their member's room, in the order shown. */
export async function shownAtMember(
  house: Conversation,
  book: Book,
  talk: Talk,
): Promise<string[]> {
  return fromBot(talk.room().messages).flatMap((bubble) => {
    const file = fileIn(house, bubble);
    if (file === null) return marksIn(bubble.text, 'line');
    const said = book.byDigest(digestOf(file));
    return said?.from === 'line' ? [said.mark] : [];
  });
}

function fileIn(house: Conversation, { content }: WorksBubble): Uint8Array | null {
  const { fileId } = content;
  return typeof fileId === 'string' ? (house.world.works.file(fileId)?.bytes ?? null) : null;
}

/** The marks of a member's messages on their LINE user's phone, which opens the links of files. */
export async function shownOnPhone(house: Conversation, book: Book, talk: Talk): Promise<string[]> {
  const marks: string[] = [];
  for (const bubble of talk.user.chat(OA)) {
    if (bubble.from !== 'oa') continue;
    const link = linkIn(bubble);
    if (link === null) {
      marks.push(...marksIn(bubble.text, 'line-works'));
      continue;
    }
    const bytes = await house.open(link);
    const said = bytes === null ? undefined : book.byDigest(digestOf(bytes));
    marks.push(said?.mark ?? `unknown file ${link}`);
  }
  return marks;
}

/** Of a picture or a film, else of a card's button. */
function linkIn({ message, buttons }: Bubble): string | null {
  const { originalContentUrl } = message;
  if (typeof originalContentUrl === 'string') return originalContentUrl;
  return buttons.find(({ uri }) => uri?.includes('/media/'))?.uri ?? null;
}
