import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns, type Turns } from '../../../src/domain/limits/turns.ts';

/** A queue worked off by turn, like the inbox. */
function queueOf(turns: Turns) {
  let count = 0;
  let waiting: { readonly what: string; readonly turn: number; readonly id: number }[] = [];
  return {
    says: (speaker: string, ...words: readonly string[]) => {
      for (const what of words) {
        count += 1;
        waiting.push({ what, turn: turns.next(speaker), id: count });
      }
    },
    takes: (howMany: number) => {
      waiting = waiting.toSorted((one, other) => one.turn - other.turn || one.id - other.id);
      const taken = waiting.slice(0, howMany);
      waiting = waiting.slice(howMany);
      for (const { turn } of taken) turns.reached(turn);
      return taken.map(({ what }) => what);
    },
  };
}

const many = (name: string, howMany: number) =>
  Array.from({ length: howMany }, (_, index) => `${name}${index + 1}`);

test('speakers take turns, and each speaker’s order is kept', () => {
  const queue = queueOf(createTurns([]));
  queue.says('h', ...many('h', 4));
  queue.says('i', 'i1', 'i2');
  queue.says('t', 't1');
  expect(queue.takes(9)).toEqual(['h1', 'i1', 't1', 'h2', 'i2', 'h3', 'h4']);
});

test('a newcomer waits for one item of a speaker being served, not for all', () => {
  const queue = queueOf(createTurns([]));
  queue.says('h', ...many('h', 800));
  queue.takes(300);
  queue.says('i', 'i1', 'i2');
  expect(queue.takes(4)).toEqual(['i1', 'h301', 'i2', 'h302']);
});

test('a speaker who has been idle has no turn to wait for', () => {
  const queue = queueOf(createTurns([]));
  queue.says('h', ...many('h', 50));
  queue.takes(50);
  queue.says('h', 'h51');
  queue.says('i', 'i1');
  expect(queue.takes(9).toSorted()).toEqual(['h51', 'i1']);
  queue.says('h', 'h52', 'h53');
  queue.says('i', 'i2');
  expect(queue.takes(9).indexOf('i2')).toBeLessThan(2);
});

test('in an empty queue the first to come is served first, whatever happened before', () => {
  const turns = createTurns([]);
  const queue = queueOf(turns);
  queue.says('h', ...many('h', 5));
  queue.takes(9);
  turns.allPassed();
  queue.says('h', 'h6');
  queue.says('i', 'i1');
  queue.says('h', 'h7');
  expect(queue.takes(9)).toEqual(['h6', 'i1', 'h7']);
});

test('after a restart each speaker goes on where they were', () => {
  const waiting = many('h', 9).map((_, index) => ({ speaker: 'h', turn: 40 + index }));
  const turns = createTurns([...waiting, { speaker: 'i', turn: 41 }]);
  expect(turns.next('h')).toBe(49);
  expect(turns.next('i')).toBe(42);
  expect(turns.next('t')).toBe(40);
});

test('thousands of speakers cost no memory once their turns have passed', () => {
  const turns = createTurns([]);
  for (let n = 0; n < 5000; n += 1) turns.reached(turns.next(`s${n}`) + 1);
  // The first speaker counts as a newcomer by now.
  expect(turns.next('s1')).toBe(turns.next('unheard of'));
});

test('every item waits for at most two items of each other speaker, and order is kept', () => {
  const speaker = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ speaker, howMany: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 12 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const turns = createTurns([]);
      const queue = queueOf(turns);
      const said = new Map<string, number>();
      const heard = new Map<string, number>();
      /** How often the others have been served since this item began to wait. */
      const passed = new Map<string, Map<string, number>>();
      for (const each of steps) {
        if ('speaker' in each) {
          const from = said.get(each.speaker) ?? 0;
          if (from === (heard.get(each.speaker) ?? 0)) passed.set(each.speaker, new Map());
          const words = Array.from(
            { length: each.howMany },
            (_, n) => `${each.speaker}${from + n}`,
          );
          queue.says(each.speaker, ...words);
          said.set(each.speaker, from + each.howMany);
          continue;
        }
        const taken = queue.takes(each.take);
        if (taken.length === 0) turns.allPassed();
        for (const what of taken) {
          const [who = ''] = what;
          expect(what).toBe(`${who}${heard.get(who) ?? 0}`);
          heard.set(who, (heard.get(who) ?? 0) + 1);
          for (const [waiter, others] of passed) {
            if (waiter === who) continue;
            others.set(who, (others.get(who) ?? 0) + 1);
            expect(others.get(who)).toBeLessThanOrEqual(2);
          }
          if ((said.get(who) ?? 0) > (heard.get(who) ?? 0)) passed.set(who, new Map());
          else passed.delete(who);
        }
      }
    }),
    { numRuns: 500 },
  );
});
