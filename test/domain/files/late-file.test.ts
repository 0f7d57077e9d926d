import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FILE_PATIENCE_MS,
  LAST_CHANCE_MS,
  planWait,
  type WaitingFile,
} from '../../../src/domain/files/late-file.ts';
import { formatTime } from '../../../src/domain/jst.ts';

const NOW = 1_000_000;
const file = (rowId: number, change: Partial<WaitingFile> = {}): WaitingFile => ({
  rowId,
  createdAt: NOW,
  waitsSince: null,
  late: false,
  hadChance: false,
  setId: null,
  ...change,
});

describe('files at the head of a lane', () => {
  test('are waited for, counted from when they are first in the way', () => {
    const plan = planWait(NOW, [file(1, { createdAt: NOW - 600_000 }), file(2)], false);
    expect(plan).toMatchObject({
      until: NOW + FILE_PATIENCE_MS,
      setAside: [],
      since: new Map([
        [1, NOW],
        [2, NOW],
      ]),
    });
  });

  test('a file that comes later waits from its arrival', () => {
    const plan = planWait(
      NOW,
      [file(1, { waitsSince: NOW - 15_000 }), file(2, { createdAt: NOW - 3000 })],
      false,
    );
    expect(plan).toMatchObject({
      until: NOW + 4000,
      setAside: [],
      since: new Map([[2, NOW - 3000]]),
    });
  });

  test('leave together when they are due together', () => {
    const since = NOW - FILE_PATIENCE_MS;
    const files = [
      file(1, { waitsSince: since }),
      file(2, { waitsSince: since + 1500 }),
      file(3, { waitsSince: since + 15_000 }),
    ] as const;
    expect(planWait(NOW, files, false)).toMatchObject({
      until: null,
      setAside: [1, 2],
      since: new Map(),
    });
  });

  test('a file that has to wait on is recorded', () => {
    const files = [
      file(1, { waitsSince: NOW - FILE_PATIENCE_MS }),
      file(2, { createdAt: NOW - 9000 }),
    ] as const;
    const since = new Map([[2, NOW - 9000]]);
    expect(planWait(NOW, files, false)).toMatchObject({ until: null, setAside: [1], since });
  });

  test('a file being requested right then gets a last chance, once', () => {
    const first = file(1, { waitsSince: NOW - 600_000 });
    const plan = planWait(NOW, [first], true);
    const waitsSince = NOW + LAST_CHANCE_MS - FILE_PATIENCE_MS;
    expect(plan).toMatchObject({ until: NOW + LAST_CHANCE_MS, setAside: [], chanceOf: 1 });
    expect(plan.since.get(1)).toBe(waitsSince);
    const later = NOW + LAST_CHANCE_MS;
    const again = { ...first, waitsSince, hadChance: true };
    expect(planWait(later, [again], true)).toMatchObject({ until: null, setAside: [1] });
  });

  test('an album leaves as a whole', () => {
    const since = NOW - FILE_PATIENCE_MS;
    const files = [
      file(1, { waitsSince: since, setId: 'a' }),
      file(2, { waitsSince: since + 15_000, setId: 'a' }),
      file(3, { waitsSince: since + 15_000, setId: 'b' }),
    ] as const;
    expect(planWait(NOW, files, false)).toMatchObject({ setAside: [1, 2] });
  });

  test('a file that is already late blocks no row again, and takes no other file along', () => {
    expect(planWait(NOW, [file(1, { late: true }), file(2)], true)).toMatchObject({
      until: null,
      setAside: [1],
    });
  });
});

test('words never wait longer than the patience, whatever files come before them and whenever', () => {
  const most = FILE_PATIENCE_MS + LAST_CHANCE_MS;
  const item = fc.record({
    at: fc.nat(120_000),
    isFile: fc.boolean(),
    setId: fc.constantFrom(null, 'a'),
  });
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 15 }),
      fc.nat(60_000),
      fc.boolean(),
      (items, freeAt, asksNow) => {
        const lane = [...items]
          .sort((one, other) => one.at - other.at)
          .map((each, rowId) => ({ ...each, rowId, since: null as number | null, had: false }));
        const left = new Set<number>();
        /** Looks as the lane does: when free, when a row comes, and when it asked to be woken. */
        const look = (now: number): number | null => {
          for (;;) {
            const here = lane.filter(({ rowId, at }) => at <= now && !left.has(rowId));
            const [head] = here;
            if (head === undefined) return null;
            if (!head.isFile) {
              expect(now - Math.max(head.at, freeAt)).toBeLessThanOrEqual(most);
              left.add(head.rowId);
              continue;
            }
            const [first, ...rest] = here
              .filter(({ isFile }) => isFile)
              .map(({ rowId, at, since, had, setId }) =>
                file(rowId, { createdAt: at, waitsSince: since, hadChance: had, setId }),
              );
            if (first === undefined) return null;
            const plan = planWait(now, [first, ...rest], asksNow);
            for (const [rowId, since] of plan.since) {
              const row = lane[rowId];
              if (row !== undefined) row.since = since;
            }
            const chance = plan.chanceOf === null ? undefined : lane[plan.chanceOf];
            if (chance !== undefined) chance.had = true;
            for (const rowId of plan.setAside) left.add(rowId);
            if (plan.until !== null) return plan.until;
            expect(plan.setAside[0]).toBe(first.rowId);
          }
        };
        // A waiting lane keeps its time: rows that come meanwhile do not wake it.
        let dueAt: number | null = Math.max(freeAt, lane[0]?.at ?? 0);
        while (dueAt !== null) {
          const until = look(dueAt);
          const next = lane.find(({ rowId, at }) => !left.has(rowId) && at > (dueAt ?? 0));
          dueAt = until ?? next?.at ?? null;
        }
        expect(left.size).toBe(lane.length);
      },
    ),
  );
});

test.each([
  ['2026-11-22T00:05:00Z', '2026-11-22T14:00:00Z', '09:05'],
  // Midnight is Japan's.
  ['2026-11-22T14:59:00Z', '2026-11-22T15:01:00Z', '2026-11-22 23:59'],
])('%s is written at %s as %s', (at, now, text) => {
  expect(formatTime(Date.parse(at), Date.parse(now))).toBe(text);
});
