import type { Context } from '../../src/context.ts';
import { DAY_MS } from '../../src/domain/durations.ts';
import { entryId } from '../../src/domain/ids.ts';
import { type AuditQuery, everything } from '../../src/services/audit/search/query.ts';
import { beginSearch, SLICE_MS } from '../../src/services/audit/search/run.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';
import type { Store } from '../../src/store/sqlite/store.ts';
import { fixed, loadNow, table, whole } from '../figures.ts';
import { type Took, timed } from '../own-time.ts';
import { customer, member, roomOf } from './generate.ts';
import { RARE_WORDS } from './texts.ts';

/** `node bench/audit/search.ts messages folder`: searches of every kind, each with its page of results. */

const PAGE = 20;
const ROUNDS = 150;

type Part = Partial<AuditQuery>;
const words = (...all: string[]): Part[] => all.map((each) => ({ phrases: each.split('|') }));
const users = (...said: string[]): Part[] =>
  said.map((each) => ({ users: { said: [each], ids: [] } }));

const KINDS: Readonly<Record<string, readonly Part[]>> = {
  '1 character, common': words('の', 'い', 'お', '件', 'e'),
  '1 character, rare': words('鸚', '纐', '蹲', '螺', '霹', '贔'),
  '1 character, absent': words('鱻', '龘', '灪', 'ж', '😀'),
  '2 characters, common': words('見積', '配送', 'お願', '予約', 'th'),
  '2 characters, rare': words('鸚鵡', '纐纈', '蹲踞', '螺鈿', 'zq'),
  '2 characters, absent': words('鱻龘', '見龘', '送積', 'のぬ', 'qj'),
  '3 characters, common': words('見積も', '請求書', 'お願い', 'ますか', 'the'),
  '3 characters, rare': words('鸚鵡貝', '纐纈染', 'zep', 'xot', ...RARE_WORDS.slice(3, 4)),
  '3 characters, absent': words('見積送', '請求積', '都東京', 'zzz', '123龘'),
  '20 characters, common': words(
    'いつもお世話になっております。見積もりの件',
    'の件ですが、よろしくお願いいたします。',
    'Could you send me the invoice',
    'ですが、明日の午後に伺ってもよろしい',
  ),
  '20 characters, rare': words(
    'お世話になります。枕をキャンセルしたいです。注',
    '定休日の件ですが、よろしくお願いいたします',
  ),
  '20 characters, absent': words(
    'いつもお世話になっております。見積もりを食べ',
    'Could you send me the package',
    'The invoice is open on this morning',
    'よろしくお願いいたします。お世話になってお',
  ),
  'a number': words('1234567', '注文番号は99', '8888888'),
  'two words': words('見積|東京', '配送|大阪', '鸚鵡貝|東京', '屋根|洗濯機', 'invoice|Sunday'),
  'file name': ['見積書', 'invoice', '.zip', '龘.pdf', '77777'].map((each) => ({
    fileNames: [each],
  })),
  member: [3, 17, 49].map((n) => ({ members: [member(n)] })),
  'member who never was': [{ members: [member(4711)] }],
  'member and word': [3, 17].map((n) => ({ members: [member(n)], phrases: ['屋根'] })),
  'LINE user by name': users('佐藤花子', '旧姓', '健99', '山田'),
  'a name that nobody bears': users('だれでもない', 'Nobody', '佐藤鱻'),
  'LINE user by id': [1, 999, 4999].map((n) => ({ users: { said: [], ids: [customer(n)] } })),
  'id that never was': [{ users: { said: [], ids: [customer(999_999)] } }],
  'many of a name, absent word': users('田').map((part) => ({ ...part, phrases: ['鱻龘'] })),
  room: [1, 999, 4998].map((n) => ({ rooms: [roomOf(n)] })),
  'kind, common and rare': [{ kinds: ['text'] }, { kinds: ['image'] }, { kinds: ['file'] }],
  'kind, absent': [{ kinds: ['location'] }, { kinds: ['video', 'audio'] }],
  'outcome, common and rare': [{ outcomes: ['sent'] }, { outcomes: ['exhausted'] }],
  'outcome, absent': [{ outcomes: ['pending'] }, { outcomes: ['held'] }],
  'direction and outcome': [{ directions: ['in'], outcomes: ['uncertain'], phrases: ['車検'] }],
  'a day two years ago': [700, 800].map((days) => ({
    from: Date.now() - days * DAY_MS,
    to: Date.now() - (days - 1) * DAY_MS,
    phrases: ['予約'],
  })),
  'a period without entries': [{ from: 0, to: DAY_MS }, { from: Date.now() + DAY_MS }],
  administration: [{ area: 'administration' }, { area: 'people' }],
  'nothing but an area': [{ area: 'messages' }, { area: 'all' }],
};

/** The same from the middle of the log: a later page. */
const deep = (part: Part, messages: number): Part => ({ ...part, before: entryId(messages) });

const [messages = '', folder = ''] = process.argv.slice(2);
const store = openNodeStore(folder);
try {
  benchSearches(contextOf(store), Number(messages));
} finally {
  store.close();
}

function benchSearches(context: Context, messages: number): void {
  const before = loadNow();
  const first = once(context, { phrases: ['見積'] });
  console.log(
    `The first search after a start, which reads the newest entries: ${fixed(0)(first.wall)} ms in turns of ` +
      `${fixed(1)(first.turn.wall)} ms at most (${fixed(1)(first.turn.own)} of its own).`,
  );
  once(context, { users: { said: ['x'], ids: [] } });
  const rows = Object.entries({
    ...KINDS,
    'a later page': [...words('見積', '鸚鵡', 'のぬ')].map((part) => deep(part, messages)),
  }).map(([name, parts]) => row(name, measure(context, parts)));
  console.log(
    `\nSearches, pages of ${PAGE}, ${ROUNDS} of each kind after one of each (${before} before, ${loadNow()} after).\n`,
  );
  const head = ['p50 ms', 'p99', 'max', 'longest turn', 'own p50', 'p99', 'max', 'longest turn'];
  console.log(table(['kind of search', 'hits', ...head], rows));
  console.log('Own: without waiting for a processor that other programs had.');
}

/** A search from its beginning to its page. */
interface Search extends Took {
  /** The longest of each kind. */
  readonly turn: Took;
  readonly hits: number;
}

function measure(context: Context, parts: readonly Part[]): Search[] {
  for (const part of parts) once(context, part);
  return Array.from({ length: ROUNDS }, (_, round) =>
    once(context, parts[round % parts.length] ?? {}),
  );
}

function once(context: Context, part: Part): Search {
  const begun = timed(() => beginSearch(context, { ...everything('messages', PAGE), ...part }));
  let { wall, own } = begun;
  let turn: Took = { wall: 0, own: 0 };
  for (;;) {
    const step = timed(() => begun.result.step(SLICE_MS));
    wall += step.wall;
    own += step.own;
    turn = { wall: Math.max(turn.wall, step.wall), own: Math.max(turn.own, step.own) };
    if (step.result !== null) return { wall, own, turn, hits: step.result.found.length };
  }
}

function row(name: string, all: readonly Search[]): string[] {
  const most = (values: readonly number[]) => fixed(2)(Math.max(...values));
  const cells = (kind: keyof Took) => {
    const sorted = all.map((each) => each[kind]).sort((one, other) => one - other);
    const at = (share: number) => fixed(2)(sorted[Math.ceil((sorted.length - 1) * share)] ?? 0);
    return [at(0.5), at(0.99), at(1), most(all.map(({ turn }) => turn[kind]))];
  };
  return [name, whole(Math.max(...all.map(({ hits }) => hits))), ...cells('wall'), ...cells('own')];
}

/** A search and its pages need the database and a clock. Guarantee: nothing else is asked for. */
function contextOf(from: Store): Context {
  const clock = { now: () => Date.now() };
  return { store: from, db: from.db, clock } as unknown as Context;
}
