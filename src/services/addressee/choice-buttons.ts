import type { TalkRoomId } from '../../domain/ids.ts';
import type { Button } from '../../domain/messages/speech.ts';
import type { Asked } from '../../domain/speaker.ts';
import type { Words } from '../../words/words.ts';
import type { Choice } from './choice.ts';

/** LINE's buttons template takes 4, LINE WORKS' 10 (line.md §2.7, line-works.md §3.2). */
const BUTTONS = { line: 4, 'line-works': 10 } as const;

/** The choices of one page, and how many pages there are. */
export function onPage(side: Asked['side'], choices: readonly Choice[], page: number) {
  const most = BUTTONS[side];
  const perPage = choices.length <= most ? most : most - 1;
  const pages = Math.max(1, Math.ceil(choices.length / perPage));
  const at = (Math.max(0, page) % pages) * perPage;
  return { shown: choices.slice(at, at + perPage), pages };
}

/** A button per room, up to the limit of the platform's template, and one for the next page. */
export function choiceButtons(
  words: Words,
  side: Asked['side'],
  choices: readonly Choice[],
  page: number,
  tokens: { pick(roomId: TalkRoomId): string; more(page: number): string },
): Button[] {
  const { shown, pages } = onPage(side, choices, page);
  const buttons: Button[] = shown.map((choice) => ({
    label: choice.label,
    token: tokens.pick(choice.roomId),
    says: choice.name,
  }));
  if (pages > 1) {
    const next = words.admin.next;
    buttons.push({
      label: next,
      token: tokens.more((page + 1) % pages),
      says: next,
    });
  }
  return buttons;
}
