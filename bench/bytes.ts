import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { latestEntry } from '../src/store/audit/audit-log.ts';
import { sealSegment } from '../src/store/audit/index/seal.ts';
import { indexedThrough } from '../src/store/audit/index/segments.ts';
import { readTail } from '../src/store/audit/index/tail.ts';
import { forgetReplyTokens } from '../src/store/line/line-users.ts';
import { forgetEndedRows } from '../src/store/queue/ended-rows.ts';
import { forgetEvents } from '../src/store/queue/forget-events.ts';
import { openNodeStore } from '../src/store/sqlite/node.ts';
import type { Store } from '../src/store/sqlite/store.ts';
import { withBridge } from './bridge-stage.ts';
import { type Expectation, loadNow, table, whole } from './figures.ts';

/** The disk space of a text message: at once, and after a week. */

const ROOMS = 100;
const RUN = { way: 'mixed', outstanding: 32, warmUpMs: 0, ms: 6000, least: 4000 } as const;
const MOST_BYTES = 800;

/** Bytes by table and index. */
type Sizes = ReadonlyMap<string, number>;

interface Size {
  readonly name: string;
  /** Its pages, whole. */
  readonly bytes: number;
  /** The filled part of them. */
  readonly filled: number;
}

interface Grown {
  readonly messages: number;
  readonly atOnce: Sizes;
  readonly kept: Sizes;
  readonly filled: Sizes;
}

/** Counts once: bytes do not vary. */
export async function benchBytes(): Promise<Expectation[]> {
  const grownBy = await withBridge({ rooms: ROOMS }, async ({ stage, folder }) => {
    // The first messages make rows that later ones only change: speakers, counters, planned jobs.
    await stage.closed({ ...RUN, ms: 500, least: 2 * ROOMS });
    const said = (await stage.tell()).arrivals.messages;
    const before = await copyOf(folder, 'before');
    await stage.closed(RUN);
    const messages = (await stage.tell()).arrivals.messages - said;
    const after = await copyOf(folder, 'after');
    const [first, last] = [sizesOf(before), sizesOf(after)];
    const [firstKept, lastKept] = [sizesOf(forgotten(before)), sizesOf(forgotten(after))];
    return {
      messages,
      atOnce: grown('bytes', first, last, messages),
      kept: grown('bytes', firstKept, lastKept, messages),
      filled: grown('filled', firstKept, lastKept, messages),
    };
  });
  print(grownBy);
  const each = total(grownBy.kept);
  return [
    {
      figure: 'bytes kept a text message, all tables and indexes',
      wish: `≤ ${MOST_BYTES}`,
      found: whole(each),
      met: each <= MOST_BYTES,
    },
  ];
}

/** Copies page for page, including the log; returns the folder of the copy. */
async function copyOf(folder: string, name: string): Promise<string> {
  const copy = join(folder, name);
  mkdirSync(copy, { mode: 0o700 });
  const sqlite = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  await sqlite.backup(join(copy, 'kakehashi.db'));
  sqlite.close();
  return copy;
}

/** Does to a copy what housekeeping and the search's index do within a week. */
function forgotten(folder: string): string {
  const store = openNodeStore(folder);
  const farAhead = Number.MAX_SAFE_INTEGER;
  while (store.transaction(() => forgetEvents(store.db, farAhead)));
  while (store.transaction(() => forgetEndedRows(store.db, farAhead)));
  forgetReplyTokens(store.db, farAhead);
  indexAll(store);
  store.close();
  return folder;
}

/**
 * The search's index of these messages, which takes some thirty thousand entries to be written: what
 * it will take up is counted, too.
 */
function indexAll(store: Store): void {
  const latest = latestEntry(store.db);
  while (readTail(store.db, latest, () => false));
  const entries = latest - indexedThrough(store.db);
  for (const _ of sealSegment(store, { entries, behind: 0, chars: Number.POSITIVE_INFINITY }));
}

/** Without free pages: the next rows go there. */
function sizesOf(folder: string): readonly Size[] {
  const sqlite = new Sqlite(join(folder, 'kakehashi.db'), { readonly: true });
  const sizes = sqlite
    .prepare<[], Size>(
      'SELECT name, sum(pgsize) AS bytes, sum(pgsize - unused) AS filled FROM dbstat GROUP BY name',
    )
    .all();
  sqlite.close();
  return sizes;
}

function grown(
  what: 'bytes' | 'filled',
  before: readonly Size[],
  after: readonly Size[],
  messages: number,
): Sizes {
  const known = new Map(before.map((size) => [size.name, size[what]]));
  return new Map(
    after.map((size) => [size.name, (size[what] - (known.get(size.name) ?? 0)) / messages]),
  );
}

const total = (sizes: Sizes) => [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);

/** Smaller ones are summed up in one line. */
const LEAST_SHOWN = 5;

function print({ messages, atOnce, kept, filled }: Grown): void {
  console.log(
    `\nBytes: whole pages of each table and index, by ${whole(messages)} text messages of some 30 characters, both ways ` +
      `(${loadNow()}).\n`,
  );
  const columns = [atOnce, kept, filled];
  const names = [...atOnce.keys()].sort(
    (one, other) => (kept.get(other) ?? 0) - (kept.get(one) ?? 0),
  );
  const isShown = (name: string) => columns.some((sizes) => (sizes.get(name) ?? 0) >= LEAST_SHOWN);
  const restOf = (sizes: Sizes) => total(new Map([...sizes].filter(([name]) => !isShown(name))));
  const row = (name: string, of: (sizes: Sizes) => number) => [
    name,
    ...columns.map((sizes) => whole(of(sizes))),
  ];
  const rows = [
    ...names.filter(isShown).map((name) => row(name, (sizes) => sizes.get(name) ?? 0)),
    row('all others', restOf),
    row('together', total),
  ];
  console.log(table(['bytes a message', 'at once', 'after a week', 'filled then'], rows));
}
