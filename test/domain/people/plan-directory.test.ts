import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MemberId, memberId, talkId } from '../../../src/domain/ids.ts';
import type {
  DirectoryFacts,
  KnownLink,
  KnownPerson,
  Person,
} from '../../../src/domain/people/directory-facts.ts';
import { type DirectoryChanges, planDirectory } from '../../../src/domain/people/plan-directory.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = 100 * DAY_MS;

const person = (id: string, rest: Partial<Person> = {}): Person => ({
  memberId: memberId(id),
  fullName: `社員 ${id}`,
  otherNames: [],
  email: `${id}@midori`,
  isSuspended: false,
  isDeleted: false,
  isWaiting: false,
  isOnLeave: false,
  ...rest,
});
const known = (id: string, rest: Partial<KnownPerson> = {}): KnownPerson => ({
  ...person(id),
  missing: null,
  ...rest,
});
const linked = (id: string, rest: Partial<KnownLink> = {}): KnownLink => ({
  memberId: memberId(id),
  status: 'available',
  talkId: talkId(id),
  reason: null,
  absence: null,
  ...rest,
});

const ids = ['aa', 'bb', 'cc', 'dd'];
const facts = (rest: Partial<DirectoryFacts> = {}): DirectoryFacts => ({
  known: ids.map((id) => known(id)),
  links: [],
  read: ids.map((id) => person(id)),
  newcomers: new Set(),
  link: { enabled: true, everyone: false, autoAdd: false },
  companyName: 'みどり商店',
  acceptedActive: null,
  now: NOW,
  ...rest,
});

function changes(rest: Partial<DirectoryFacts>): DirectoryChanges {
  const plan = planDirectory(facts(rest));
  if (plan.kind !== 'apply') throw new Error(`It is ${plan.kind}.`);
  return plan;
}

const AUTO_ADD = { enabled: true, everyone: false, autoAdd: true };
const EVERYONE = { enabled: true, everyone: true, autoAdd: false };

describe('a doubtful directory', () => {
  test.each([
    [4, 4, 'apply'],
    [4, 2, 'apply'],
    [4, 1, 'suspicious'],
    [5, 2, 'suspicious'],
    [3, 1, 'apply'],
    [3, 0, 'suspicious'],
    [0, 0, 'apply'],
    [0, 9, 'apply'],
  ] as const)('%i known, %i read: %s', (knew, reads, kind) => {
    const all = Array.from({ length: 9 }, (_, index) => `staff${index}`);
    const plan = planDirectory(
      facts({
        known: all.slice(0, knew).map((id) => known(id)),
        read: all.slice(0, reads).map((id) => person(id)),
      }),
    );
    expect(plan.kind).toBe(kind);
  });

  test('people marked as deleted do not count, on either side', () => {
    const read = ids.map((id) => person(id, { isDeleted: id !== 'aa' }));
    expect(planDirectory(facts({ read })).kind).toBe('suspicious');
    const gone = ids.map((id) => known(id, { isDeleted: id !== 'aa' }));
    expect(planDirectory(facts({ known: gone, read })).kind).toBe('apply');
  });

  test('a confirmed size is acted on, a smaller one is not', () => {
    const one = [person('aa')];
    expect(planDirectory(facts({ read: one, acceptedActive: 1 })).kind).toBe('apply');
    expect(planDirectory(facts({ read: [], acceptedActive: 1 })).kind).toBe('suspicious');
    expect(planDirectory(facts({ read: [], acceptedActive: 0 })).kind).toBe('apply');
  });

  test('people who were counted as missing are no longer expected', () => {
    const missing = { since: NOW, polls: 1 };
    const left = ids.map((id) => known(id, { missing: id === 'aa' ? null : missing }));
    expect(planDirectory(facts({ known: left, read: [person('aa')] })).kind).toBe('apply');
  });
});

describe('new people', () => {
  const withNew = (rest: Partial<Person> = {}) => [
    ...ids.map((id) => person(id)),
    person('new', rest),
  ];

  test('are added when autoAdd is on; people known before are not', () => {
    expect(changes({ read: withNew() }).add).toEqual([]);
    expect(changes({ read: withNew(), link: AUTO_ADD }).add).toEqual(['new']);
    expect(changes({ known: [], read: withNew(), link: AUTO_ADD }).add).toEqual([]);
  });

  test.each([{ isWaiting: true }, { isSuspended: true }])(
    '%o: when they become active',
    (state) => {
      const first = changes({ read: withNew(state), link: AUTO_ADD });
      expect([first.add, first.newcomers]).toEqual([[], ['new']]);
      const now = [...ids, 'new'].map((id) => known(id));
      const newcomers = new Set([memberId('new')]);
      const then = changes({ known: now, newcomers, read: withNew(), link: AUTO_ADD });
      expect([then.add, then.settled]).toEqual([['new'], ['new']]);
    },
  );

  test('deleted people are not added, and while the link is off no one is', () => {
    expect(changes({ read: withNew({ isDeleted: true }), link: AUTO_ADD }).newcomers).toEqual([]);
    const off = changes({ read: withNew(), link: { ...AUTO_ADD, enabled: false } });
    expect([off.add, off.newcomers]).toEqual([[], ['new']]);
  });

  test('in scope `all` every active person who is no link member is added', () => {
    const read = withNew({ isWaiting: true });
    expect(changes({ read, links: [linked('aa')], link: EVERYONE }).add).toEqual([
      'bb',
      'cc',
      'dd',
    ]);
  });
});

describe('changed accounts', () => {
  test('the Talk ID follows the login ID', () => {
    const read = [
      person('aa', { email: 'tanaka.new@midori' }),
      ...ids.slice(1).map((id) => person(id)),
    ];
    expect(changes({ read, links: [linked('aa')] }).accounts).toEqual([
      { kind: 'renamed', memberId: 'aa', talkId: 'tanaka.new' },
    ]);
  });

  test('two members may swap their login IDs', () => {
    const read = ids.map((id) =>
      person(id, id === 'aa' ? { email: 'bb@midori' } : id === 'bb' ? { email: 'aa@midori' } : {}),
    );
    expect(changes({ read, links: [linked('aa'), linked('bb')] }).accounts).toEqual([
      { kind: 'renamed', memberId: 'aa', talkId: 'bb' },
      { kind: 'renamed', memberId: 'bb', talkId: 'aa' },
    ]);
  });

  test.each([
    [{ email: 'online@midori' }, 'line-in-login-id'],
    [{ email: 'bb@midori' }, 'talk-id-taken'],
    [{ fullName: '田中😀' }, 'emoji-in-name'],
  ] as const)('%o fails: %s', (change, reason) => {
    const read = ids.map((id) => person(id, id === 'aa' ? change : {}));
    expect(changes({ read, links: [linked('aa'), linked('bb')] }).accounts).toEqual([
      { kind: 'failed', memberId: 'aa', reason },
    ]);
  });

  test('a company name that turns bad fails no working member', () => {
    expect(changes({ links: [linked('aa')], companyName: 'Online商店' }).accounts).toEqual([]);
  });

  test('a member whose fault is fixed is registered again; not-released is not ours to judge', () => {
    const failed = { status: 'failed', talkId: null } as const;
    const links = [
      linked('aa', { ...failed, reason: 'emoji-in-name' }),
      linked('bb', { ...failed, reason: 'not-released' }),
      linked('cc', { status: 'pending', talkId: null }),
      linked('dd', { ...failed, reason: 'line-in-name' }),
    ];
    const read = ids.map((id) => person(id, id === 'dd' ? { fullName: 'Caroline' } : {}));
    expect(changes({ read, links }).register).toEqual(['aa', 'cc']);
  });
});

describe('people who are gone', () => {
  const without = ids.filter((id) => id !== 'aa').map((id) => person(id));
  const since = (days: number, polls: number) => [
    known('aa', { missing: { since: NOW - days * DAY_MS, polls } }),
    ...ids.slice(1).map((id) => known(id)),
  ];

  test.each([
    [0, 0, []],
    [7, 1, ['aa']],
    [6.99, 2000, []],
    [100, 1, ['aa']],
  ])('missing for %d days, %i polls before', (days, polls, gone) => {
    const before = polls === 0 ? ids.map((id) => known(id)) : since(days, polls);
    expect(changes({ known: before, read: without }).gone).toEqual(gone);
  });

  test('one poll alone never removes a person', () => {
    const plan = changes({ known: since(100, 0), read: without });
    expect([plan.gone, plan.missing]).toEqual([
      [],
      [{ memberId: 'aa', since: NOW - 100 * DAY_MS, polls: 1 }],
    ]);
  });

  test('a person marked as deleted counts as missing; their return ends it', () => {
    const read = [person('aa', { isDeleted: true }), ...without];
    expect(changes({ read, links: [linked('aa')] }).missing).toHaveLength(1);
    expect(changes({ known: since(6, 9) }).back).toEqual(['aa']);
  });
});

describe('absences', () => {
  test('begin and end with the directory; unreachable ones end with a delivery', () => {
    const read = ids.map((id) =>
      person(id, id === 'aa' ? { isSuspended: true } : id === 'bb' ? { isOnLeave: true } : {}),
    );
    const links = [
      linked('aa'),
      linked('bb', { absence: 'on-leave' }),
      linked('cc', { absence: 'suspended' }),
      linked('dd', { absence: 'unreachable' }),
    ];
    const plan = changes({ read, links });
    expect(plan.absent).toEqual([{ memberId: 'aa', kind: 'suspended' }]);
    expect(plan.present).toEqual(['cc']);
  });
});

describe('whatever the directory says', () => {
  const someone = fc.record({
    id: fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee', 'ff'),
    email: fc.constantFrom('aa@midori', 'bb@midori', 'line@midori', 'x.y@midori', null),
    isSuspended: fc.boolean(),
    isDeleted: fc.boolean(),
    isWaiting: fc.boolean(),
    isOnLeave: fc.boolean(),
  });
  const people = fc.uniqueArray(someone, { selector: (each) => each.id, maxLength: 6 });
  const anyFacts = fc.record({
    known: people,
    read: people,
    linkedIds: fc.uniqueArray(fc.constantFrom('aa', 'bb', 'cc', 'dd'), { maxLength: 4 }),
    status: fc.constantFrom('available', 'pending', 'retrying', 'failed'),
    missingDays: fc.nat(20),
    polls: fc.nat(3),
    link: fc.record({ enabled: fc.boolean(), everyone: fc.boolean(), autoAdd: fc.boolean() }),
  });

  test('a plan never contradicts itself', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const at = { since: NOW - given.missingDays * DAY_MS, polls: given.polls };
        const links = given.linkedIds.map((id) =>
          linked(id, { status: given.status as KnownLink['status'] }),
        );
        const read = given.read.map(({ id, ...rest }) => person(id, rest));
        const plan = planDirectory(
          facts({
            known: given.known.map(({ id, ...rest }) =>
              known(id, { ...rest, missing: given.polls > 0 ? at : null }),
            ),
            links,
            read,
            link: given.link,
          }),
        );
        if (plan.kind === 'suspicious') return;
        const linkedIds = new Set<MemberId>(links.map((link) => link.memberId));
        const shown = new Map(read.map((each) => [each.memberId, each]));
        // Only active people who are no link members are added, and only while the link is on.
        for (const id of plan.add) {
          expect(linkedIds.has(id)).toBe(false);
          expect(shown.get(id)).toMatchObject({
            isDeleted: false,
            isSuspended: false,
            isWaiting: false,
          });
          expect(given.link.enabled && (given.link.everyone || given.link.autoAdd)).toBe(true);
        }
        // A person whom the directory shows as active is never treated as gone.
        for (const id of [...plan.gone, ...plan.missing.map((row) => row.memberId)]) {
          expect(shown.get(id)?.isDeleted ?? true).toBe(true);
          expect(plan.back).not.toContain(id);
        }
        // No Talk ID has two holders afterwards.
        const holders = new Map(links.map((link) => [link.memberId, link.talkId as string | null]));
        for (const each of plan.accounts) {
          holders.set(each.memberId, each.kind === 'renamed' ? each.talkId : null);
        }
        const held = [...holders.values()].filter((id) => id !== null);
        expect(new Set(held).size).toBe(held.length);
      }),
      { numRuns: 500 },
    );
  });
});
