import * as z from 'zod';
import { replayEvent } from '../../../src/services/events/replay.ts';
import { command } from '../../command.ts';

/** `3`, or `#3` as the list shows it. */
const number = z
  .tuple([z.string().regex(/^#?\d{1,15}$/)])
  .transform(([word]) => Number(word.replace('#', '')));

export const eventReplay = command({
  name: 'event replay',
  group: 'talks',
  aliases: ['イベント 再実行', '受信 再実行'],
  roles: ['link-admin'],
  args: number,
  run: ({ context, actor, memberId, words: { events } }, id) => {
    const replayed = replayEvent(context, actor, memberId, id);
    switch (replayed) {
      case 'begun':
        return { text: events.replayed(id) };
      case 'waits':
        return { text: events.waits(id) };
      case 'done-before':
        return { text: events.doneBefore(id) };
      case 'no-content':
        return { text: events.takenBack(id) };
      case 'unknown':
        return { text: events.unknown(id) };
      default:
        return replayed satisfies never;
    }
  },
});
