import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Context, record } from '../../../src/context.ts';
import type { AuditAction, AuditOutcome } from '../../../src/domain/audit.ts';
import { AREA_OF } from '../../../src/domain/audit-areas.ts';
import type { EntryId } from '../../../src/domain/ids.ts';
import { lineUserId, memberId, type TalkRoomId, talkRoomId } from '../../../src/domain/ids.ts';
import type { ContentKind } from '../../../src/domain/messages/content.ts';
import { normaliseForSearch } from '../../../src/domain/text/searched-text.ts';
import { createIndexKeeper } from '../../../src/services/audit/search/keep-index.ts';
import { type AuditQuery, everything } from '../../../src/services/audit/search/query.ts';
import { beginSearch } from '../../../src/services/audit/search/run.ts';
import { eraseContent } from '../../../src/store/audit/audit-log.ts';
import { sealSegment } from '../../../src/store/audit/index/seal.ts';
import { wholeSegments } from '../../../src/store/audit/index/segments.ts';
import { forgetEverything } from '../../../src/store/memory/remembered.ts';
import { openNodeStore } from '../../../src/store/sqlite/node.ts';
import { manualClock } from '../../helpers/clock.ts';

/** A search finds the same as one who reads the whole log, whatever has happened to the index. */

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-index-'));
const open = () => {
  const opened = openNodeStore(folder);
  // The test is not about power cuts.
  opened.db.run(sql`PRAGMA synchronous = OFF`);
  return opened;
};
let store = open();
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});
const clock = manualClock();
/** What a search and an entry need of a workspace. */
const contextOf = () =>
  ({ store, db: store.db, clock, chance: { token: () => 'salt' } }) as unknown as Context;

/** Segments of a few entries, so that a short log has many. */
const SIZE = { entries: 23, behind: 5, chars: 300 };

/** An entry as somebody knows it who was there. */
interface Known {
  readonly id: EntryId;
  readonly at: number;
  readonly action: AuditAction;
  readonly direction: 'in' | 'out' | null;
  readonly kind: ContentKind | null;
  outcome: AuditOutcome;
  readonly members: string[];
  readonly users: string[];
  readonly rooms: TalkRoomId[];
  text: string | null;
  name: string | null;
  nameFrom: EntryId | null;
}

const log: Known[] = [];
const namesOf = new Map<string, Set<string>>();

const letters = fc.constantFrom(...['あ', 'い', '東', '京', '都', 'a', 'B', 'c', ' ', '1', '😀']);
const text = fc.array(letters, { minLength: 1, maxLength: 14 }).map((all) => all.join(''));
const person = fc.integer({ min: 0, max: 4 });
const outcome = fc.constantFrom<AuditOutcome>('sent', 'uncertain', 'exhausted');
const events = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      text,
      name: fc.option(text),
      member: fc.option(person),
      user: fc.option(person),
      called: fc.integer({ min: 0, max: 2 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
      kind: fc.constantFrom<ContentKind>('text', 'file'),
      at: fc.integer({ min: -5, max: 60 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('deliver' as const), which: fc.nat(), outcome }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('release' as const),
      which: fc.nat(),
      member: person,
      user: person,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('keep' as const), which: fc.nat(), name: text }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('grant' as const), member: person }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('erase' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), text }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('seal' as const), steps: fc.nat(60) }) },
);
type Happening = typeof events extends fc.Arbitrary<infer Each> ? Each : never;

const memberOf = (n: number) => memberId(`m${n}`);
const userOf = (n: number) => lineUserId(`U${n}`);
const nameOf = (n: number, called: number) => `客${'甲乙丙丁戊'[n]}${'一二三'[called]}`;
const roomOf = (member: number, user: number) => talkRoomId(1 + member * 5 + user);
/** The newest come first: most of what is told is told soon. */
const messageBack = (which: number) => {
  const messages = log.filter(({ action }) => action === 'message.receive');
  return messages.at(-1 - (which % Math.min(messages.length, which % 3 === 0 ? 500 : 6)));
};

function say(event: Extract<Happening, { does: 'say' }>): void {
  clock.advance(event.at);
  const { direction, kind, member, user, called } = event;
  // A text has no file.
  const fileName = kind === 'file' ? event.name : null;
  const room = member !== null && user !== null ? roomOf(member, user) : null;
  const name = user === null ? null : nameOf(user, called);
  const id = record(contextOf(), {
    action: 'message.receive',
    actor: { kind: 'line-user', id: 'U9', name: '話し手' },
    outcome: 'relayed',
    ...{ direction, kind, roomId: room },
    memberId: member === null ? null : memberOf(member),
    memberName: member === null ? null : `社員${member}`,
    lineUserId: user === null ? null : userOf(user),
    lineUserName: name,
    content: {
      text: event.text,
      detail: kind === 'file' ? { fileName } : null,
    },
  });
  if (user !== null)
    namesOf.set(userOf(user), (namesOf.get(userOf(user)) ?? new Set()).add(name ?? ''));
  log.push({
    ...{ id, at: clock.now(), action: 'message.receive', direction, kind, outcome: 'relayed' },
    members: member === null ? [] : [memberOf(member)],
    users: user === null ? [] : [userOf(user)],
    rooms: room === null ? [] : [room],
    ...{ text: event.text, name: fileName, nameFrom: fileName === null ? null : id },
  });
}

function tell(event: Extract<Happening, { does: 'deliver' | 'release' | 'keep' | 'erase' }>): void {
  const known = messageBack(event.which);
  if (known === undefined) return;
  const actor = { kind: 'system', id: 's', name: 's' } as const;
  const about = { actor, aboutId: known.id };
  switch (event.does) {
    case 'deliver':
      record(contextOf(), { action: 'message.deliver', ...about, outcome: event.outcome });
      known.outcome = event.outcome;
      break;
    case 'release': {
      const { member, user } = event;
      record(contextOf(), {
        ...{
          action: 'message.release',
          ...about,
          outcome: 'relayed',
          roomId: roomOf(member, user),
        },
        ...{ memberId: memberOf(member), memberName: `社員${member}` },
        ...{ lineUserId: userOf(user), lineUserName: nameOf(user, 0) },
      });
      namesOf.set(userOf(user), (namesOf.get(userOf(user)) ?? new Set()).add(nameOf(user, 0)));
      known.outcome = 'relayed';
      known.members.push(memberOf(member));
      known.users.push(userOf(user));
      known.rooms.push(roomOf(member, user));
      break;
    }
    case 'keep': {
      if (known.name !== null || known.text === null || known.kind !== 'file') return;
      const content = { text: event.name, detail: { fileName: event.name } };
      const id = record(contextOf(), { action: 'media.keep', ...about, outcome: 'ok', content });
      known.name = event.name;
      known.nameFrom = id;
      break;
    }
    case 'erase':
      if (known.nameFrom !== null && known.nameFrom !== known.id && event.which % 2 === 0) {
        eraseContent(store.db, known.nameFrom);
        known.name = null;
      } else {
        eraseContent(store.db, known.id);
        known.text = null;
        if (known.nameFrom === known.id) known.name = null;
      }
      break;
    default:
      event satisfies never;
  }
}

/** A segment that is begun and, with few steps, left in the middle, as by a crash. */
function seal(steps: number): void {
  find({});
  const work = sealSegment(store, SIZE);
  for (let step = 0; step < steps && work.next().done !== true; step += 1);
  if (steps % 5 === 0) forgetEverything(store.db);
}

function happen(event: Happening): void {
  if (event.does === 'seal') {
    seal(event.steps);
    return;
  }
  if (event.does === 'undo') {
    expect(() =>
      store.transaction(() => {
        record(contextOf(), {
          ...{ action: 'message.receive', actor: { kind: 'system', id: 's', name: 's' } },
          ...{ outcome: 'relayed', content: { text: event.text, detail: null } },
        });
        find({ phrases: [event.text] });
        throw new Error('undone');
      }),
    ).toThrow('undone');
    return;
  }
  store.transaction(() => {
    if (event.does === 'say') say(event);
    else if (event.does === 'grant') {
      const actor = {
        kind: 'admin',
        id: memberOf(event.member),
        name: `社員${event.member}`,
      } as const;
      const id = record(contextOf(), { action: 'role.grant', actor, outcome: 'ok' });
      log.push({
        ...{
          id,
          at: clock.now(),
          action: 'role.grant',
          direction: null,
          kind: null,
          outcome: 'ok',
        },
        ...{
          members: [memberOf(event.member)],
          users: [],
          rooms: [],
          text: null,
          name: null,
          nameFrom: null,
        },
      });
    } else tell(event);
  });
}

const someOf = <Value>(...values: Value[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), {
    freq: 1,
  });
const rare = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 1 });
const queries = fc.record({
  phrases: fc.array(
    fc.array(letters, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
    { maxLength: 2 },
  ),
  fileNames: fc.array(letters, { maxLength: 1 }),
  from: rare(fc.integer({ min: 0, max: 3000 })),
  to: rare(fc.integer({ min: 0, max: 3000 })),
  members: someOf(...[0, 1, 2, 3, 4, 5].map(memberOf)),
  users: rare(
    fc.record({
      said: fc.array(fc.constantFrom('甲', '乙一', 'だれか'), { maxLength: 1 }),
      ids: fc.array(fc.constantFrom(...[0, 1, 2, 9].map(userOf)), { maxLength: 2 }),
    }),
  ),
  rooms: someOf(...[1, 2, 3, 8, 13, 99].map(talkRoomId)),
  directions: someOf('in' as const, 'out' as const),
  kinds: someOf<ContentKind>('text', 'file', 'video'),
  outcomes: someOf<AuditOutcome>('sent', 'relayed', 'exhausted', 'ok'),
  area: fc.constantFrom<AuditQuery['area']>('messages', 'messages', 'all', 'administration'),
  before: rare(fc.nat(400)),
  skip: fc.constantFrom(0, 0, 0, 2),
  limit: fc.constantFrom(1000, 1000, 3),
});

const started = clock.now();
type Wanted = typeof queries extends fc.Arbitrary<infer Each> ? Each : never;
const queryOf = (wanted: Wanted): AuditQuery => ({
  ...wanted,
  from: wanted.from === null ? null : started + wanted.from,
  to: wanted.to === null ? null : started + wanted.to,
  before: wanted.before === null ? null : (wanted.before as EntryId),
});

function find(query: Partial<AuditQuery>, budgetMs = 0) {
  const run = beginSearch(contextOf(), { ...everything('messages', 1000), ...query });
  for (;;) {
    const result = run.step(budgetMs);
    if (result !== null) return result;
  }
}

/** By reading everything. */
function expected(query: AuditQuery): EntryId[] {
  const any = (wanted: readonly unknown[] | null, there: readonly unknown[]) =>
    wanted === null || there.some((each) => wanted.includes(each));
  const has = (words: string | null, phrase: string) =>
    words !== null && normaliseForSearch(words).includes(normaliseForSearch(phrase));
  // Blanks say nothing.
  const words = (said: readonly string[]) => said.filter((each) => each.trim() !== '');
  const isCalled = (user: string) =>
    query.users?.said.some((word) =>
      [...(namesOf.get(user) ?? [])].some((name) => name.includes(word)),
    );
  const all = log.filter(
    (each) =>
      (query.area === 'all' || AREA_OF[each.action] === query.area) &&
      (query.before === null || each.id < query.before) &&
      (query.from === null || each.at >= query.from) &&
      (query.to === null || each.at < query.to) &&
      any(query.members, each.members) &&
      (query.users === null ||
        each.users.some((user) => isCalled(user) || query.users?.ids.some((id) => id === user))) &&
      any(query.rooms, each.rooms) &&
      any(query.directions, [each.direction]) &&
      any(query.kinds, [each.kind]) &&
      any(query.outcomes, [each.outcome]) &&
      words(query.phrases).every((phrase) => has(each.text, phrase) || has(each.name, phrase)) &&
      words(query.fileNames).every((part) => has(each.name, part)),
  );
  return all
    .map(({ id }) => id)
    .reverse()
    .slice(query.skip, query.skip + query.limit);
}

test('a search finds what reading the whole log finds, through segments, crashes, erasures and restarts', () => {
  const happenings = fc.sample(events, { numRuns: 600, seed: 11 });
  const wanted = fc.sample(queries, { numRuns: 300, seed: 12 });
  for (const [at, event] of happenings.entries()) {
    happen(event);
    if (at % 200 === 199) {
      store.close();
      store = open();
    }
    if (at % 50 !== 49) continue;
    for (const each of wanted.splice(0, 25)) {
      const query = queryOf(each);
      const { found } = find(query);
      expect(
        found.map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual(expected(query));
    }
  }
  expect(wholeSegments(store.db).length).toBeGreaterThan(10);
});

test('the job keeps up with the log', async () => {
  const keeper = createIndexKeeper(contextOf(), SIZE);
  expect(await keeper.keepUp(true)).toBe(false);
  const query = queryOf({ ...everything('messages', 1000), phrases: ['東'] } as unknown as Wanted);
  expect(find(query).found.map(({ id }) => id)).toEqual(expected(query));
});
