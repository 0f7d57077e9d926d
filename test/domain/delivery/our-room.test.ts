import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FoundRoom, isOurRoom } from '../../../src/domain/delivery/our-room.ts';
import { botId, memberId } from '../../../src/domain/ids.ts';

const ASKED = { botId: botId('2000001'), memberId: memberId('tanaka'), title: '山田花子' };
const found = (change: Partial<FoundRoom> = {}): FoundRoom => ({
  members: ['tanaka'],
  hasMore: false,
  title: '山田花子',
  ...change,
});

test.each<[string, FoundRoom, boolean]>([
  ['the member alone, under our title', found(), true],
  ['the bot is listed, too', found({ members: ['2000001', 'tanaka'] }), true],
  ['a colleague is in it', found({ members: ['tanaka', 'sato'] }), false],
  ['only a colleague is in it', found({ members: ['sato'] }), false],
  ['the room is empty', found({ members: [] }), false],
  ['more people than a page holds', found({ hasMore: true }), false],
  ['another title', found({ title: 'お昼' }), false],
  ['no title is told', found({ title: null }), false],
])('%s', (_, room, expected) => {
  expect(isOurRoom(room, ASKED)).toBe(expected);
});

test('a room with another person in it is never ours', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('tanaka', '2000001', 'sato', 'suzuki')), (members) => {
      const hasOthers = members.includes('sato') || members.includes('suzuki');
      if (hasOthers) expect(isOurRoom(found({ members }), ASKED)).toBe(false);
    }),
  );
});
