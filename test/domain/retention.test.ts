import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/durations.ts';
import { judgeRetention, type RetentionState } from '../../src/domain/retention.ts';

const NOW = 1_000_000_000_000;
const days = (count: number) => count * DAY_MS;
const at = (inForce: number | null, announced: number | null = null, from: number | null = null) =>
  ({ inForceMs: inForce, announcedMs: announced, announcedFor: from }) satisfies RetentionState;

describe('a period in the environment', () => {
  test.each([
    ['none, as before', at(null), null, true, 'stay'],
    ['the same as before', at(days(90)), days(90), true, 'stay'],
    ['longer', at(days(90)), days(365), true, at(days(365))],
    ['none any more', at(days(90)), null, true, at(null)],
    ['shorter, but nothing is that old', at(days(90)), days(30), false, at(days(30))],
    ['the first, and nothing is that old', at(null), days(30), false, at(days(30))],
    ['shorter', at(days(90)), days(30), true, at(days(90), days(30), NOW + DAY_MS)],
    ['the first', at(null), days(30), true, at(null, days(30), NOW + DAY_MS)],
    ['announced, not yet due', at(days(90), days(30), NOW + 1), days(30), true, 'stay'],
    ['announced, now due', at(days(90), days(30), NOW), days(30), true, at(days(30))],
    ['announced, then taken back', at(days(90), days(30), NOW), days(90), true, at(days(90))],
    ['announced, then none', at(days(90), days(30), NOW), null, true, at(null)],
    [
      'announced, then shorter still',
      at(null, days(30), NOW),
      days(7),
      true,
      at(null, days(7), NOW + DAY_MS),
    ],
    [
      'announced, then less short',
      at(null, days(7), NOW),
      days(30),
      true,
      at(null, days(30), NOW + DAY_MS),
    ],
  ] as const)('%s', (_, state, configured, erases, expected) => {
    const step = judgeRetention(state, configured, NOW, () => erases);
    expect(step.kind === 'stay' ? 'stay' : step.state).toEqual(expected);
    const isNews = typeof expected !== 'string' && expected.announcedMs !== null;
    expect(step.kind === 'announce').toBe(isNews);
  });
});
