import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddresseeFacts,
  chooseAddressee,
  type QuotedRoom,
} from '../../../src/domain/addressee/addressee.ts';
import { talkRoomId } from '../../../src/domain/ids.ts';

const tanaka = talkRoomId(1);
const sato = talkRoomId(2);
const gone = talkRoomId(3);

const decide = (facts: Partial<AddresseeFacts>) =>
  chooseAddressee({
    quoted: null,
    openRooms: [],
    closedSinceLastMessage: false,
    current: null,
    othersSpokeSinceCurrent: false,
    holding: false,
    ...facts,
  });
const both = [sato, tanaka];
const to = (roomId: typeof tanaka, by: string) => ({ kind: 'room', roomId, by });
const hold = { kind: 'hold' };
const nobody = { kind: 'nobody' };

describe('chooseAddressee', () => {
  test.each<[string, Partial<AddresseeFacts>, object]>([
    ['no room', {}, nobody],
    ['the only room has just closed', { closedSinceLastMessage: true, current: gone }, nobody],
    ['messages are held and every room closed', { holding: true }, nobody],
    ['one room', { openRooms: [tanaka] }, to(tanaka, 'only-room')],
    [
      'one room, others spoke',
      { openRooms: [tanaka], othersSpokeSinceCurrent: true },
      to(tanaka, 'only-room'),
    ],
    ['one room is left of two', { openRooms: [tanaka], closedSinceLastMessage: true }, hold],
    [
      'one is left, and the current one closed',
      { openRooms: [tanaka], closedSinceLastMessage: true, current: gone },
      hold,
    ],
    [
      'one is left, and it is the current one',
      { openRooms: [tanaka], closedSinceLastMessage: true, current: tanaka },
      to(tanaka, 'current'),
    ],
    ['two rooms, none current', { openRooms: both }, hold],
    ['two rooms, one current', { openRooms: both, current: tanaka }, to(tanaka, 'current')],
    [
      'two rooms, the other spoke since',
      { openRooms: both, current: tanaka, othersSpokeSinceCurrent: true },
      hold,
    ],
    ['two rooms, the current one closed', { openRooms: both, current: gone }, hold],
    ['messages are held', { openRooms: both, current: tanaka, holding: true }, hold],
    ['messages are held, one room', { openRooms: [tanaka], holding: true }, hold],
    [
      'a quote of an open room',
      { openRooms: both, current: sato, quoted: { state: 'open', roomId: tanaka } },
      to(tanaka, 'quote'),
    ],
    [
      'a quote while messages are held',
      { openRooms: both, holding: true, quoted: { state: 'open', roomId: tanaka } },
      to(tanaka, 'quote'),
    ],
    [
      'a quote of a room handed over',
      { openRooms: both, quoted: { state: 'handed-over', successorId: sato } },
      to(sato, 'quote'),
    ],
    [
      'a quote of a closed room',
      { openRooms: [tanaka], quoted: { state: 'closed', roomId: gone } },
      { kind: 'withdrawn', roomId: gone },
    ],
    [
      'a quote of something unknown, two rooms',
      { openRooms: both, current: tanaka, quoted: { state: 'unknown' } },
      hold,
    ],
    [
      'a quote of something unknown, one room',
      { openRooms: [tanaka], quoted: { state: 'unknown' } },
      to(tanaka, 'only-room'),
    ],
  ])('%s', (_, facts, decision) => {
    expect(decide(facts)).toEqual(decision);
  });

  test('a message only ever goes to an open room or the quoted one', () => {
    const room = fc.integer({ min: 1, max: 5 }).map(talkRoomId);
    const quoted = fc.oneof(
      fc.record({ state: fc.constant('open'), roomId: room }),
      fc.record({ state: fc.constant('closed'), roomId: room }),
      fc.record({ state: fc.constant('handed-over'), successorId: room }),
      fc.record({ state: fc.constant('unknown') }),
    ) as fc.Arbitrary<QuotedRoom>;
    const facts: fc.Arbitrary<AddresseeFacts> = fc.record({
      quoted: fc.option(quoted),
      openRooms: fc.uniqueArray(room),
      closedSinceLastMessage: fc.boolean(),
      current: fc.option(room),
      othersSpokeSinceCurrent: fc.boolean(),
      holding: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (known) => {
        const decision = chooseAddressee(known);
        if (decision.kind !== 'room') return;
        const { quoted: quote } = known;
        if (quote?.state === 'unknown') expect(known.openRooms).toHaveLength(1);
        if (quote === null || quote.state === 'unknown') {
          expect(known.openRooms).toContain(decision.roomId);
          expect(known.holding).toBe(false);
          if (known.openRooms.length > 1) expect(decision.roomId).toBe(known.current);
        } else {
          expect(quote.state).not.toBe('closed');
          expect(decision.by).toBe('quote');
          expect(decision.roomId).toBe(
            quote.state === 'handed-over' ? quote.successorId : quote.roomId,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
