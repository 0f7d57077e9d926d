import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { erasingEntries } from '../../../src/store/audit/erasing-entries.ts';
import { beginVerify } from '../../../src/store/audit/verify-log.ts';
import { fillSmallLog, openSmallLog } from '../../helpers/small-log.ts';

/** What the bridge itself does to its log is no breach, whenever it does it. */

const log = openSmallLog();
afterAll(() => log.close());
fillSmallLog(log);
const { ids, run, verdictOn } = log;
const last = log.one<{ n: number }>('SELECT max(id) AS n FROM audit_entry_rows')?.n ?? 0;

test('any permitted erasure is no breach, in any order and number, and more may follow', () => {
  const contents = ids('SELECT entry_id FROM audit_contents');
  const names = ids('SELECT id FROM audit_people WHERE erased = 0');
  const some = fc.record({ contents: fc.subarray(contents), names: fc.subarray(names) });
  fc.assert(
    fc.property(
      fc.array(some, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: last }),
      (all, signed) => {
        const verdict = verdictOn(() => {
          for (const each of all) log.erase(each);
        }, [signed, last]);
        expect(verdict).toMatchObject({ ok: true, entries: last + all.length });
        // None of them covers anything that was left.
        const left = contents.filter((id) => all.every((each) => !each.contents.includes(id)));
        if (left[0] === undefined) return;
        const [id] = left;
        const more = verdictOn(() => {
          for (const each of all) log.erase(each);
          run('DELETE FROM audit_contents WHERE entry_id = ?', id);
        });
        expect(more).toMatchObject({ ok: false, entryId: id, breach: 'content-missing' });
      },
    ),
    { numRuns: 40 },
  );
});

test('the entries that erased something are known, with what each lists', () => {
  const { db } = log.context;
  const all = erasingEntries(db, 0, 10);
  expect(all.map(({ id, erased }) => [id, erased.contents])).toEqual([
    [
      8,
      [
        [5, 5],
        [7, 7],
      ],
    ],
    [10, []],
  ]);
  expect(erasingEntries(db, 0, 1)).toEqual(all.slice(0, 1));
  expect(erasingEntries(db, 8, 10)).toEqual(all.filter(({ id }) => id > 8));
});

test('entries appended and contents erased between two slices are no breach; a silent deletion is', () => {
  const inSlices = (between: (step: number) => void) => {
    const slices = beginVerify(log.context.db);
    for (let step = 1; ; step += 1) {
      const verdict = slices.step(2);
      if (verdict !== null) return verdict;
      between(step);
    }
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.subarray([1, 3, 6, 9]),
      fc.boolean(),
      (when, contents, listed) => {
        const verdict = log.with(
          () => {},
          () =>
            inSlices((step) => {
              if (step !== when) return;
              if (listed)
                log.erase({ contents, names: ids('SELECT id FROM audit_people WHERE erased = 0') });
              else
                for (const id of contents) run('DELETE FROM audit_contents WHERE entry_id = ?', id);
            }),
        );
        const unread = contents.filter((id) => id > when * 2);
        const isFound = !listed && unread.length > 0 && when * 2 < last;
        expect(verdict.ok).toBe(!isFound);
        if (!verdict.ok)
          expect(verdict).toMatchObject({ entryId: unread[0], breach: 'content-missing' });
      },
    ),
    { numRuns: 30 },
  );
});
