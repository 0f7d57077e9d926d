import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommand } from '../bot/reading/parse.ts';
import { openSession } from '../bot/session.ts';
import { commandTable } from '../bot/table.ts';
import type { Context } from '../src/context.ts';
import { memberId, talkId } from '../src/domain/ids.ts';
import type { DirectoryUser } from '../src/platforms/line-works/directory.ts';
import { storeDirectory } from '../src/services/directory/store.ts';
import { addLinkMember } from '../src/store/people/link-members.ts';
import { type Expectation, loadNow } from './figures.ts';
import { openIdleWorkspace } from './workspace.ts';

/**
 * `member search` and `member list` in a company of 5,000, from the typed line to the queued
 * answer, and the storing of a whole directory.
 */

const PEOPLE = 5000;
const ROUNDS = 200;
const FAMILIES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
const WORDS = [
  '佐藤',
  'tanaka',
  'staff4999',
  'たなか 4999',
  'hana 12',
  '総務',
  '社員',
  'ｓｔａｆｆ77',
];

function person(index: number): DirectoryUser {
  const lastName = FAMILIES[index % FAMILIES.length] ?? '';
  return {
    userId: memberId(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    email: `staff${index}@bench`,
    lastName,
    firstName: `花${index}`,
    phoneticLastName: 'たなか',
    phoneticFirstName: `${index}`,
    nickName: null,
    otherNames: [{ language: 'en_US', name: `Hana ${index} Tanaka` }],
    department: `部署${index % 50}`,
    position: null,
    isAdministrator: index === 0,
    isSuspended: false,
    isAwaiting: false,
    isPending: false,
    isDeleted: false,
    isOnLeave: false,
    activationAt: null,
  };
}

/** The seeded company has a member with the number 0. */
const people = Array.from({ length: PEOPLE }, (_, index) => person(index + 1));

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function linkEveryone(context: Context): void {
  const now = context.clock.now();
  for (const { userId, email } of people) {
    addLinkMember(context.db, {
      memberId: userId,
      status: 'available',
      talkId: talkId(email?.split('@')[0] ?? userId),
      reason: null,
      requestedBy: null,
      addedAt: now,
      changedAt: now,
      roomMode: null,
    });
  }
}

function report(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} times)`);
}

/** Measures once: rounds do not apply here. */
export async function benchSearch(): Promise<Expectation[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kakehashi-bench-'));
  const { context } = openIdleWorkspace(folder, 0, 'direct');
  console.log(`\nMembers: a company of ${PEOPLE}, in this process (${loadNow()}).\n`);
  try {
    measureDirectory(context);
    measureSearch(context);
  } finally {
    context.store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return [];
}

function measureDirectory(context: Context): void {
  const store = (shown: readonly DirectoryUser[]) =>
    timed(() => context.store.transaction(() => storeDirectory(context, shown)));
  report('directory, first reading', [store(people)]);
  context.store.transaction(() => linkEveryone(context));
  report(
    'directory, nothing new',
    Array.from({ length: 20 }, () => store(people)),
  );
  const moved = people.map((each, index) =>
    index % 100 === 0 ? { ...each, email: `moved${index}@bench` } : each,
  );
  report('directory, 50 changed accounts', [store(moved)]);
}

function measureSearch(context: Context): void {
  const table = commandTable({ worksFault: null });
  const perform = (text: string) =>
    context.store.transaction(() => {
      const session = openSession(context, memberId(people[0]?.userId ?? ''));
      const parsed = parseCommand(table, text);
      if (parsed.kind !== 'command') throw new Error('It is a command.');
      return parsed.command.perform(session, parsed.words, false);
    });
  const times = Array.from({ length: ROUNDS }, (_, round) =>
    timed(() => perform(`member search ${WORDS[round % WORDS.length] ?? ''}`)),
  );
  report(`member search over ${PEOPLE}`, times);
  report(
    `member list, any page of ${PEOPLE}`,
    Array.from({ length: ROUNDS }, (_, round) =>
      timed(() => perform(`member list page:${(round * 7) % 1250}`)),
    ),
  );
}
