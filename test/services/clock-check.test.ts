import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/domain/durations.ts';
import { createClockCheck } from '../../src/services/clock-check.ts';

/** What is said when this is known at first, and a platform then shows that. Ms; null: nothing. */
async function checked(known: number | null, shown: number | null) {
  let skew = known;
  let asked = 0;
  const { agrees } = createClockCheck(
    () => skew,
    async () => {
      asked += 1;
      skew = shown;
    },
  );
  return { agrees: await agrees(), asked };
}

test.each([
  ['a platform has agreed: none is asked', 0, HOUR_MS, { agrees: true, asked: 0 }],
  ['none has answered yet, and one agrees', null, 0, { agrees: true, asked: 1 }],
  ['none answers', null, null, { agrees: false, asked: 1 }],
  ['the machine slept since the last answer', HOUR_MS, 0, { agrees: true, asked: 1 }],
  ['they show another time', HOUR_MS, HOUR_MS, { agrees: false, asked: 1 }],
])('%s', async (_, known, shown, said) => {
  expect(await checked(known, shown)).toEqual(said);
});
