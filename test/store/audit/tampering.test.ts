import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  digestContent,
  digestName,
  hashEntry,
  headAfter,
  NO_HEAD,
} from '../../../src/proof/hashes.ts';
import { fillSmallLog, openSmallLog } from '../../helpers/small-log.ts';

/** Whatever is done to the stored rows is found, and the first bad entry is named. */

const log = openSmallLog();
afterAll(() => log.close());
fillSmallLog(log);
const { ids, list, run, verdictOn } = log;
const last = log.one<{ n: number }>('SELECT max(id) AS n FROM audit_entry_rows')?.n ?? 0;

const anId = () => fc.integer({ min: 1, max: last });
const firstWith = (person: number) =>
  ids(
    `SELECT min(id) FROM audit_entry_rows WHERE ${person} IN (actor_ref, line_user_ref, member_ref)`,
  )[0];

test('the untouched log verifies, and so it does with every checkpoint', () => {
  expect(last).toBe(11);
  const all = Array.from({ length: last + 1 }, (_, entries) => entries);
  expect(verdictOn(() => {}, all)).toMatchObject({
    ok: true,
    entries: last,
    head: log.headAt(last).head,
  });
});

describe('entries', () => {
  const OTHER: Readonly<Record<string, readonly unknown[]>> = {
    at: [0, -1, 5],
    action: ['', 'message.unsend'],
    room_id: [null, 0, 77],
    channel_id: [null, '', '77'],
    direction: [null, 'out', ''],
    kind: [null, 'image'],
    outcome: ['', 'failed'],
    reason: [null, '', 'blocked'],
    about_id: [null, 1, 2, 77],
    facts: [null, '{"tries":3}', '[]', '{"erased":{"contents":[[1,99]],"names":[]}}', 'x'],
    content_digest: [null, Buffer.alloc(32), Buffer.alloc(3)],
    hash: [Buffer.alloc(32), Buffer.alloc(0)],
  };

  test('any other value in any column is found at its entry', () => {
    const change = fc
      .constantFrom(...Object.entries(OTHER))
      .chain(([column, values]) => fc.tuple(fc.constant(column), fc.constantFrom(...values)));
    fc.assert(
      fc.property(anId(), change, (id, [column, value]) => {
        const [now] = list(`SELECT ${column} FROM audit_entry_rows WHERE id = ${id}`);
        fc.pre(JSON.stringify(now) !== JSON.stringify(value));
        const verdict = verdictOn(() =>
          run(`UPDATE audit_entry_rows SET ${column} = ? WHERE id = ?`, value, id),
        );
        expect(verdict).toMatchObject({ ok: false, entryId: id });
      }),
      { numRuns: 150 },
    );
  });

  test('another person in any place is found at its entry', () => {
    const people = ids('SELECT id FROM audit_people_rows');
    for (const column of ['actor_ref', 'line_user_ref', 'member_ref']) {
      for (const person of [...people, 99]) {
        for (const id of ids(`SELECT id FROM audit_entry_rows WHERE ${column} IS NOT ${person}`)) {
          const verdict = verdictOn(() =>
            run(`UPDATE audit_entry_rows SET ${column} = ? WHERE id = ?`, person, id),
          );
          expect(verdict).toMatchObject({ ok: false, entryId: id });
        }
      }
    }
  });

  test('one that is gone, inserted, or in another’s place is found there', () => {
    const shift = (from: number) => {
      run('UPDATE audit_entry_rows SET id = -id - 1 WHERE id >= ?', from);
      run('UPDATE audit_entry_rows SET id = -id WHERE id < 0');
    };
    const copy = (from: number, to: number) => {
      const columns = list<string>(
        "SELECT name FROM pragma_table_info('audit_entry_rows') WHERE name <> 'id'",
      );
      run(
        `INSERT INTO audit_entry_rows (id, ${columns.join()}) SELECT ?, ${columns.join()} FROM audit_entry_rows WHERE id = ?`,
        to,
        from,
      );
    };
    fc.assert(
      fc.property(anId(), anId(), (one, other) => {
        const gone = verdictOn(() => run('DELETE FROM audit_entry_rows WHERE id = ?', one), [last]);
        expect(gone).toMatchObject({
          ok: false,
          entryId: one,
          breach: one === last ? 'shorter-than-checkpoint' : 'missing',
        });
        const planted = verdictOn(() => {
          shift(one);
          copy(other < one ? other : other + 1, one);
        });
        // Of an entry and its copy beside it, the second is the one in a wrong place.
        expect(planted).toMatchObject({ ok: false, entryId: one === other ? one + 1 : one });
        const swapped = () => {
          run('UPDATE audit_entry_rows SET id = -1 WHERE id = ?', one);
          run('UPDATE audit_entry_rows SET id = ? WHERE id = ?', one, other);
          run('UPDATE audit_entry_rows SET id = ? WHERE id = -1', other);
        };
        if (one !== other) {
          expect(verdictOn(swapped)).toMatchObject({ ok: false, entryId: Math.min(one, other) });
        }
      }),
      { numRuns: 40 },
    );
    expect(verdictOn(() => copy(3, 0))).toMatchObject({
      ok: false,
      entryId: 0,
      breach: 'inserted',
    });
    expect(verdictOn(() => copy(3, last + 5))).toMatchObject({
      entryId: last + 1,
      breach: 'missing',
    });
  });

  test('an end that is cut off is found by any checkpoint beyond it, with its contents and without', () => {
    fc.assert(
      fc.property(anId(), anId(), fc.boolean(), (kept, signed, whole) => {
        fc.pre(signed > kept - 1);
        const cut = () => {
          run('DELETE FROM audit_entry_rows WHERE id >= ?', kept);
          if (whole) run('DELETE FROM audit_content_rows WHERE entry_id >= ?', kept);
        };
        const shorter = { ok: false, entryId: kept, breach: 'shorter-than-checkpoint' };
        expect(verdictOn(cut, [signed, 1])).toMatchObject({ ...shorter, proven: kept > 1 ? 1 : 0 });
      }),
      { numRuns: 30 },
    );
    // Without a checkpoint what is left of the entries shows it.
    const orphans = verdictOn(() => run('DELETE FROM audit_entry_rows WHERE id > 7'));
    expect(orphans).toMatchObject({ ok: false, entryId: 5, breach: 'content-missing' });
  });
});

describe('contents', () => {
  test('any change is found at its entry, in an erased one, too', () => {
    const contents = ids('SELECT entry_id FROM audit_content_rows');
    const change = fc.constantFrom(
      `text = text || '!'`,
      `text = ''`,
      "detail = iif(detail IS NULL, '{}', NULL)",
      `detail = '{"fileName":"山.jpg"}'`,
      `salt = 'another'`,
      'erased = 1 - erased',
      `erased = 1, text = 'hidden'`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...contents), change, (id, set) => {
        const row = () => log.one('SELECT * FROM audit_content_rows WHERE entry_id = ?', id);
        let isSame = false;
        const verdict = verdictOn(() => {
          const before = JSON.stringify(row());
          run(`UPDATE audit_content_rows SET ${set} WHERE entry_id = ?`, id);
          const now = JSON.stringify(row());
          // Blanks or none: an erased detail is gone either way.
          isSame = before === now || (set.startsWith('detail = iif') && [5, 7].includes(id));
          isSame ||= set === `text = ''` && [5, 7].includes(id);
        });
        if (!isSame)
          expect(verdict).toMatchObject({ ok: false, entryId: id, breach: 'content-changed' });
      }),
      { numRuns: 80 },
    );
  });

  test('one that is gone without its entry is found, deleted or blanked, and one that is planted', () => {
    for (const id of ids('SELECT entry_id FROM audit_contents')) {
      for (const table of ['audit_content_rows', 'audit_contents']) {
        const verdict = verdictOn(() => run(`DELETE FROM ${table} WHERE entry_id = ?`, id));
        expect(verdict).toMatchObject({ ok: false, entryId: id, breach: 'content-missing' });
      }
    }
    const plant = (id: number) => () =>
      run(`INSERT INTO audit_content_rows (entry_id, text, salt) VALUES (?, 'x', 'y')`, id);
    expect(verdictOn(plant(2))).toMatchObject({ entryId: 2, breach: 'content-changed' });
    expect(verdictOn(plant(last + 1))).toMatchObject({ entryId: last + 1, breach: 'missing' });
    expect(verdictOn(plant(0))).toMatchObject({ entryId: 0, breach: 'inserted' });
  });

  test('an entry lists nothing of itself or of what comes later', () => {
    const verdict = verdictOn(() => {
      const facts = { erased: { contents: [[1, 99]], names: [] } };
      const actor = { kind: 'system', id: 'kakehashi', name: 'Kakehashi' } as const;
      const content = { text: 'first', detail: null };
      for (const _ of [1, 2])
        log.write({ action: 'admin.pin', actor, outcome: 'ok', facts, content });
      run('DELETE FROM audit_contents WHERE entry_id = ?', last + 2);
    });
    expect(verdict).toMatchObject({ ok: false, entryId: last + 2, breach: 'content-missing' });
  });
});

describe('names', () => {
  test('any change, or none left, is found at the first entry that mentions them', () => {
    const changes: readonly (readonly [set: string, breach: string])[] = [
      [`name = '次郎'`, 'name-changed'],
      [`salt = 'another'`, 'name-changed'],
      [`digest = x'00'`, 'changed'],
      [`person = 'Ujiro'`, 'changed'],
    ];
    for (const id of ids('SELECT id FROM audit_people')) {
      const entryId = firstWith(id);
      for (const [set, breach] of changes) {
        const verdict = verdictOn(() =>
          run(`UPDATE audit_people_rows SET ${set} WHERE id = ?`, id),
        );
        expect(verdict, set).toMatchObject({ ok: false, entryId, breach });
      }
      const other = verdictOn(() =>
        run(
          `UPDATE audit_people_rows SET kind = iif(kind = 'member', 'admin', 'member') WHERE id = ?`,
          id,
        ),
      );
      expect(other).toMatchObject({ ok: false, entryId });
      const gone = verdictOn(() => run('DELETE FROM audit_people_rows WHERE id = ?', id));
      expect(gone).toMatchObject({ ok: false, entryId, breach: 'name-missing' });
    }
    for (const id of ids('SELECT id FROM audit_people WHERE erased = 0')) {
      const verdict = verdictOn(() => run('DELETE FROM audit_people WHERE id = ?', id));
      expect(verdict).toMatchObject({ ok: false, entryId: firstWith(id), breach: 'name-missing' });
    }
  });

  test('one that no entry mentions is found', () => {
    const plant = () =>
      run(`INSERT INTO audit_people_rows (kind, person, name, salt, digest) VALUES
        ('line-user', 'Ujiro', '次郎', 'salt', unhex('${digestName('salt', '次郎')}'))`);
    expect(verdictOn(plant)).toMatchObject({ ok: false, entryId: last, breach: 'name-inserted' });
  });
});

describe('a log that is written again with all its hashes', () => {
  /** As somebody would who has the program and the database, and not the key. */
  const rewrite = () => {
    run(
      `UPDATE audit_people_rows SET digest = unhex(?) WHERE name = '花子'`,
      digestName('s', '次郎'),
    );
    run(`UPDATE audit_people_rows SET name = '次郎', salt = 's' WHERE name = '花子'`);
    run(`UPDATE audit_content_rows SET text = 'さようなら', salt = 's' WHERE entry_id = 3`);
    const digest = digestContent('s', 'さようなら', '{"fileName":"庭.jpg"}');
    run('UPDATE audit_entry_rows SET content_digest = unhex(?) WHERE id = 3', digest);
    let head = NO_HEAD;
    for (const id of ids('SELECT id FROM audit_entry_rows ORDER BY id')) {
      head = headAfter(head, hashEntry(hashed(id)));
      run('UPDATE audit_entry_rows SET hash = unhex(?) WHERE id = ?', head, id);
    }
  };
  const hashed = (id: number) => {
    const entry = log.one<Parameters<typeof hashEntry>[0] & { digest: string }>(
      `SELECT id, at, action, actor_kind AS actorKind, actor_id AS actorId, room_id AS roomId,
        channel_id AS channelId, line_user_id AS lineUserId, member_id AS memberId, direction, kind,
        outcome, reason, about_id AS aboutId, facts, nullif(content_digest, '') AS content,
        (SELECT lower(hex(digest)) FROM audit_people WHERE id = actor_ref) AS actorName,
        (SELECT lower(hex(digest)) FROM audit_people WHERE id = line_user_ref) AS lineUserName,
        (SELECT lower(hex(digest)) FROM audit_people WHERE id = member_ref) AS memberName
        FROM audit_entries WHERE id = ?`,
      id,
    );
    if (entry === null) throw new Error(`no entry ${id}`);
    return entry;
  };

  test('verifies by itself, and is found by any older checkpoint', () => {
    expect(verdictOn(rewrite)).toMatchObject({ ok: true });
    for (let entries = 1; entries <= last; entries += 1) {
      expect(verdictOn(rewrite, [0, entries, last])).toMatchObject({
        ok: false,
        entryId: entries,
        breach: 'other-than-checkpoint',
        proven: 0,
      });
    }
  });
});
