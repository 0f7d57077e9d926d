import { expect, test } from 'vitest';
import { wordsOf } from '../../src/words/words.ts';

/**
 * The longest label of a button on LINE or LINE WORKS; longer ones are cut (line-works.md §3.2).
 */
const LABEL_MAX = 20;

const startingWith = (words: Readonly<Record<string, unknown>>, start: string) =>
  Object.entries(words).flatMap(([key, value]) =>
    key.startsWith(start) && typeof value === 'string' ? [value] : [],
  );

test.each(['ja', 'en'] as const)('no button in %s is cut short', (language) => {
  const words = wordsOf(language);
  const { admin, own, line, memberCard, handover, languages } = words;
  const labels = [
    ...Object.values(words.deeds),
    ...Object.values(words.help.buttons),
    ...Object.values(words.help.groups),
    ...Object.values(words.commands).map(({ name }) => name),
    ...startingWith(words.greeting, 'button'),
    ...Object.values(languages.labels),
    ...[admin.next, admin.previous, admin.details, admin.cancel, admin.inviteLink],
    ...[admin.directoryAccept, own.close, own.block, own.newRoom, line.leaveButton],
    ...[memberCard.seeRooms, memberCard.invite, memberCard.retry, memberCard.handover],
    ...[memberCard.remove, memberCard.add, handover.first],
  ];
  expect(labels.filter((label) => [...label].length > LABEL_MAX)).toEqual([]);
  expect(labels.length).toBeGreaterThan(80);
});
