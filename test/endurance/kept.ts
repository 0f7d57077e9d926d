import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { verify } from '../../src/hosts/node/audit/verify.ts';
import { blobFiles } from '../../src/media/disk-blobs.ts';
import { en } from '../../src/words/en.ts';
import { until } from '../helpers/child-bridge.ts';
import { type Book, marksIn } from './book.ts';
import { type House, readDatabase } from './house.ts';

/** What the bridge's folder says when all is at rest. */
export interface Kept {
  readonly faults: readonly string[];
  /** Marks of messages that are in the log. Those that were erased are not found by their words. */
  readonly came: ReadonlySet<string>;
  /** Marks whose outcome was unclear at least once, by the log. */
  readonly unclear: ReadonlySet<string>;
  /** Marks of files that were set aside because they took long. */
  readonly late: ReadonlySet<string>;
  readonly entries: number;
}

/** Work that a crash could have left: none of it may stay. */
const UNDONE: Readonly<Record<string, string>> = {
  'inbox waiting': `SELECT count(*) AS n FROM inbox WHERE state = 'waiting'`,
  'inbox failed': `SELECT count(*) AS n FROM inbox WHERE state = 'failed'`,
  'outbox queued': `SELECT count(*) AS n FROM outbox WHERE state = 'queued'`,
  'requests left': `SELECT count(*) AS n FROM requests`,
  'dead blobs': `SELECT count(*) AS n FROM dead_blobs`,
  'files being fetched': `SELECT count(*) AS n FROM media WHERE state = 'fetching'`,
  'erasures under way': `SELECT count(*) AS n FROM forgettings WHERE stage <> 'done'`,
  'jobs to be done': `SELECT count(*) AS n FROM jobs WHERE kind IN
    ('forget', 'remove-blobs', 'scrub', 'scrub-after-call', 'room-run', 'tell-failed-events')`,
};

/** Waits until nothing is to be done any more; names what is left when it takes too long. */
export async function atRest(house: House, withinMs = 60_000): Promise<void> {
  let left: readonly string[] = [];
  try {
    await until(
      () => {
        left = undone(house);
        return left.length === 0;
      },
      'the house is at rest',
      withinMs,
    );
  } catch {
    throw new Error(`The house does not come to rest: ${left.join(', ')}`);
  }
}

const undone = ({ folder }: House): string[] =>
  readDatabase(folder, (database) =>
    Object.entries(UNDONE).flatMap(([what, sql]) => {
      const n = numberOf(database, sql);
      return n === 0 || what === 'inbox failed' ? [] : [`${what}: ${n}`];
    }),
  );

/** Reads the folder, and verifies the audit log as `npm run audit -- verify` does. */
export async function kept(house: House, book: Book): Promise<Kept> {
  const { folder } = house;
  const faults = undone(house);
  const read = readDatabase(folder, (database) => ({
    failed: numberOf(database, UNDONE['inbox failed'] ?? ''),
    came: marksOf(database, book, 'true'),
    unclear: marksOf(database, book, UNCLEAR),
    late: marksOf(database, book, LATE),
    twice: twiceKept(database),
    entries: numberOf(database, 'SELECT count(*) AS n FROM audit_entry_rows'),
    files: filesOf(database),
  }));
  if (read.failed > 0) faults.push(`events set aside by a fault: ${read.failed}`);
  faults.push(...read.twice, ...compareBlobs(folder, read.files), ...(await verifyLog(folder)));
  faults.push(...leftOf(house, book));
  return { ...read, faults };
}

const numberOf = (database: Database.Database, sql: string): number =>
  database.prepare<[], { n: number }>(sql).get()?.n ?? 0;

const UNCLEAR = `e.id IN (SELECT about_id FROM audit_entry_rows
  WHERE action = 'message.deliver' AND (outcome = 'uncertain' OR facts LIKE '%"unclearAttempts"%'))`;
/** A file that took long: a line has its place, and it was queued again behind later messages. */
const LATE = `e.kind NOT IN ('text') AND EXISTS (SELECT 1 FROM outbox o JOIN outbox p
  ON p.lane = o.lane AND p.entry_id > o.entry_id AND p.id < o.id WHERE o.entry_id = e.id)`;

/** The marks of messages whose entry fulfils a condition, by their words or their file. */
function marksOf(database: Database.Database, book: Book, condition: string): Set<string> {
  const rows = database
    .prepare<[], { text: string | null; sha256: string | null }>(
      `SELECT c.text, m.sha256 FROM audit_entry_rows e
       LEFT JOIN audit_contents c ON c.entry_id = e.id
       LEFT JOIN media m ON m.entry_id = e.id
       WHERE e.action = 'message.receive' AND ${condition}`,
    )
    .all();
  return new Set(
    rows.flatMap(({ text, sha256 }) => [
      ...marksIn(text ?? '', 'line'),
      ...marksIn(text ?? '', 'line-works'),
      ...(sha256 === null ? [] : [book.byDigest(sha256)?.mark ?? []].flat()),
    ]),
  );
}

/** A redelivered or repeated event must not make a second entry. */
function twiceKept(database: Database.Database): string[] {
  return database
    .prepare<[], { text: string }>(
      `SELECT c.text FROM audit_entry_rows e JOIN audit_contents c ON c.entry_id = e.id
       WHERE e.action = 'message.receive' GROUP BY c.text HAVING count(*) > 1`,
    )
    .all()
    .filter(({ text }) => [...marksIn(text, 'line'), ...marksIn(text, 'line-works')].length > 0)
    .map(({ text }) => `the log holds ${text} twice`);
}

const filesOf = (database: Database.Database): Set<string> =>
  new Set(
    database
      .prepare<[], { sha256: string | null; preview: string | null }>(
        'SELECT sha256, preview_sha256 AS preview FROM media',
      )
      .all()
      .flatMap(({ sha256, preview }) => [sha256, preview])
      .filter((digest) => digest !== null),
  );

/** Erased words stand neither in the database nor in its log. */
function leftOf({ folder, erased }: House, book: Book): string[] {
  const words = [...erased, ...book.all.filter((said) => said.unsent).map(({ mark }) => mark)];
  const files = ['kakehashi.db', 'kakehashi.db-wal'].filter((name) =>
    existsSync(join(folder, name)),
  );
  return files.flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return words
      .filter((word) => bytes.includes(word))
      .map((word) => `${word} was erased and stands in ${name}`);
  });
}

/** Every file that is named is there, every file that is there is named, and none is half. */
function compareBlobs(folder: string, named: ReadonlySet<string>): string[] {
  const blobs = join(folder, 'blobs');
  const halves = existsSync(join(blobs, 'incoming')) ? readdirSync(join(blobs, 'incoming')) : [];
  const there = new Set(blobFiles(blobs).filter((name) => !halves.includes(name)));
  return [
    ...halves.map((name) => `half a file is left: ${name}`),
    ...[...named].filter((name) => !there.has(name)).map((name) => `a file is missing: ${name}`),
    ...[...there].filter((name) => !named.has(name)).map((name) => `an orphan file: ${name}`),
  ];
}

async function verifyLog(folder: string): Promise<string[]> {
  const said: string[] = [];
  const print = (text: string) => said.push(text);
  const code = await verify.run({ args: [folder], words: en, print, environment: {} });
  return code === 0 ? [] : [`the audit log: ${said.join(' ')}`];
}
