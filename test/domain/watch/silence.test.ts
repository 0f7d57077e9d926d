import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/durations.ts';
import { judgeSilence, longestToNote, unusualSilence } from '../../../src/domain/watch/silence.ts';
import { isWorkingTime, workingMs } from '../../../src/domain/watch/working-time.ts';

/** Tuesday, 24 November 2026. */
const at = (time: string, day = '24') => Date.parse(`2026-11-${day}T${time}:00+09:00`);

describe('working time', () => {
  test.each<[string, number, boolean]>([
    ['Tuesday morning', at('09:00'), true],
    ['before nine', at('08:59'), false],
    ['after six', at('18:00'), false],
    ['Saturday', at('12:00', '21'), false],
    ['Sunday', at('12:00', '22'), false],
    ['Monday', at('12:00', '23'), true],
  ])('%s', (_what, instant, isIt) => expect(isWorkingTime(instant)).toBe(isIt));

  test.each<[string, number, number, number]>([
    ['a morning', at('09:30'), at('12:00'), 2.5],
    ['a night', at('17:00', '24'), at('10:00', '25'), 2],
    ['a weekend', at('17:00', '20'), at('10:00', '23'), 2],
    ['a week', at('12:00', '17'), at('12:00', '24'), 45],
    ['the wrong order', at('12:00'), at('10:00'), 0],
  ])('%s', (_what, from, to, hours) => expect(workingMs(from, to)).toBe(hours * HOUR_MS));

  test('adds up, and is never more than the time itself', () => {
    const instant = fc.integer({ min: at('00:00'), max: at('00:00') + 30 * DAY_MS });
    fc.assert(
      fc.property(instant, instant, instant, (...instants) => {
        const [from = 0, middle = 0, to = 0] = instants.toSorted((one, other) => one - other);
        expect(workingMs(from, middle) + workingMs(middle, to)).toBe(workingMs(from, to));
        expect(workingMs(from, to)).toBeLessThanOrEqual(to - from);
      }),
    );
  });
});

const longest = (...hours: number[]) => hours.map((each) => each * HOUR_MS);
const alike = (count: number, hours: number) => longest(...Array<number>(count).fill(hours));

describe('what is out of the ordinary', () => {
  test.each<[string, readonly number[], number | null]>([
    ['too few days are known', alike(9, 1), null],
    ['a busy company: two hours', alike(10, 0.1), 2],
    ['twice the longest of a usual day', alike(20, 2), 4.2],
    ['two holidays count for nothing', [...longest(9, 9), ...alike(18, 2)], 4.2],
    ['a company to which few write', alike(20, 9), 18.2],
  ])('%s', (_what, days, hours) => {
    const unusual = unusualSilence({ longest: days, lookMs: MINUTE_MS });
    expect(unusual).toBe(hours === null ? null : hours === 2 ? 2 * HOUR_MS : hours * HOUR_MS);
  });
});

describe('a silence', () => {
  const facts = { upSince: null, longest: alike(20, 0.5), lookMs: MINUTE_MS };
  const judged = (now: number, lastAt: number | null, more: object = {}) => {
    const seen = judgeSilence(null, { ...facts, ...more, now, lastAt });
    return seen === 'unknown' ? seen : seen.stage;
  };

  test.each<[string, ReturnType<typeof judged>, ReturnType<typeof judged>]>([
    ['of two hours', judged(at('12:00'), at('10:00')), 'silent'],
    ['of less', judged(at('11:59'), at('10:00')), null],
    ['over night', judged(at('10:00'), at('17:30', '23')), null],
    ['at night', judged(at('20:00'), at('10:00')), 'unknown'],
    ['where nothing ever came', judged(at('12:00'), null), 'unknown'],
    ['of our own', judged(at('12:00'), at('10:00'), { upSince: at('11:00') }), null],
    ['that is ahead of the clock', judged(at('12:00'), at('15:00')), null],
  ])('%s', (_what, stage, expected) => expect(stage).toBe(expected));

  test('ends with an event, and with nothing else', () => {
    const known = { since: at('12:00') };
    const later = { ...facts, longest: alike(20, 9), now: at('09:00', '25') };
    expect(judgeSilence(known, { ...later, lastAt: at('10:00') })).toBe('unknown');
    expect(judgeSilence(known, { ...later, lastAt: at('13:00') })).toMatchObject({ stage: null });
  });

  test('is noted when it has grown, in working hours', () => {
    const note = (known: number | null, now: number) =>
      longestToNote(known, { now, lastAt: at('10:00'), upSince: null });
    expect(note(null, at('10:01'))).toBe(MINUTE_MS);
    expect(note(30 * MINUTE_MS, at('10:34'))).toBeNull();
    expect(note(30 * MINUTE_MS, at('10:35'))).toBe(35 * MINUTE_MS);
    expect(note(null, at('19:00'))).toBeNull();
  });
});
