import { until } from '../helpers/child-bridge.ts';
import { PATIENCE_MS } from '../helpers/until.ts';
import { type Book, marksIn } from './book.ts';
import type { Conversation, Keeper, Row } from './conversation.ts';

/** What the bridge has kept says when all is at rest. */
export interface Kept {
  readonly faults: readonly string[];
  /** Marks of messages that are in the log. Those that were erased are not found by their words. */
  readonly came: ReadonlySet<string>;
  /** Marks whose outcome was unclear at least once, by the log. */
  readonly unclear: ReadonlySet<string>;
  /** How the messages have ended at last, by mark. */
  readonly ends: ReadonlyMap<string, End>;
  /** Marks of what came later than others that were said after it: files that took long, what waited in a copy. */
  readonly late: ReadonlySet<string>;
  readonly entries: number;
}

/** As the log has it, in its words. */
export interface End {
  readonly outcome: string;
  readonly reason: string | null;
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
export async function atRest(
  { keeper }: Pick<Conversation, 'keeper'>,
  withinMs = PATIENCE_MS,
): Promise<void> {
  let left: readonly string[] = [];
  try {
    await until(
      async () => {
        left = await undone(keeper);
        return left.length === 0;
      },
      'the house is at rest',
      withinMs,
    );
  } catch {
    throw new Error(`The house does not come to rest: ${left.join(', ')}`);
  }
}

/** Whether nothing is to be done any more. */
export const isAtRest = async ({ keeper }: Pick<Conversation, 'keeper'>): Promise<boolean> =>
  (await undone(keeper)).length === 0;

async function undone(keeper: Keeper): Promise<string[]> {
  const left: string[] = [];
  for (const [what, sql] of Object.entries(UNDONE)) {
    const n = await numberOf(keeper, sql);
    if (n > 0 && what !== 'inbox failed') left.push(`${what}: ${n}`);
  }
  return left;
}

/** Reads what is kept, and verifies the audit log as `npm run audit -- verify` does. */
export async function kept(house: Conversation, book: Book): Promise<Kept> {
  const { keeper, erased } = house;
  const faults = await undone(keeper);
  const failed = await numberOf(keeper, UNDONE['inbox failed'] ?? '');
  if (failed > 0) faults.push(`events set aside by a fault: ${failed}`);
  faults.push(...(await twiceKept(keeper)), ...(await compareBlobs(keeper)));
  faults.push(...(await keeper.verify()));
  const words = [...erased, ...book.all.filter((said) => said.unsent).map(({ mark }) => mark)];
  const holding = await keeper.holding(words);
  return {
    came: await marksOf(keeper, book, 'true'),
    unclear: await marksOf(keeper, book, UNCLEAR),
    ends: await endsOf(keeper, book),
    late: await marksOf(keeper, book, LATE),
    entries: await numberOf(keeper, 'SELECT count(*) AS n FROM audit_entry_rows'),
    faults: [...faults, ...holding.map((which) => `it was erased and stands there: ${which}`)],
  };
}

async function numberOf(keeper: Keeper, sql: string): Promise<number> {
  const [row] = await keeper.rows(sql);
  return Number(row?.n ?? 0);
}

const UNCLEAR = `e.id IN (SELECT about_id FROM audit_entry_rows
  WHERE action = 'message.deliver' AND (outcome = 'uncertain' OR facts LIKE '%"unclearAttempts"%'))`;
/**
 * A file that took long: a line has its place, and it was queued again behind later messages. Or what waited in a copy,
 * and an administrator sent it again.
 */
const LATE = `(e.kind NOT IN ('text') AND EXISTS (SELECT 1 FROM outbox o JOIN outbox p
  ON p.lane = o.lane AND p.entry_id > o.entry_id AND p.id < o.id WHERE o.entry_id = e.id)
  OR e.id IN (SELECT about_id FROM audit_entry_rows WHERE action = 'message.deliver' AND reason = 'restored'))`;

/** What stands in no entry of the log yet: its event waits, or has not come. A file that is not here counts as well. */
export async function notInLog(keeper: Keeper, book: Book): Promise<readonly string[]> {
  const came = await marksOf(keeper, book, 'true');
  return book.all.map(({ mark }) => mark).filter((mark) => !came.has(mark));
}

/** The marks of messages whose entry fulfils a condition, by their words or their file. */
async function marksOf(keeper: Keeper, book: Book, condition: string): Promise<Set<string>> {
  const rows = await keeper.rows(
    `SELECT c.text, m.sha256 FROM audit_entry_rows e
       LEFT JOIN audit_contents c ON c.entry_id = e.id
       LEFT JOIN media m ON m.entry_id = e.id
       WHERE e.action = 'message.receive' AND ${condition}`,
  );
  return new Set(rows.flatMap((row) => marksBy(row, book)));
}

async function endsOf(keeper: Keeper, book: Book): Promise<Map<string, End>> {
  const rows = await keeper.rows(
    `SELECT c.text, m.sha256, d.outcome, d.reason FROM audit_entry_rows e
       JOIN audit_entry_rows d ON d.about_id = e.id AND d.action = 'message.deliver'
       LEFT JOIN audit_contents c ON c.entry_id = e.id
       LEFT JOIN media m ON m.entry_id = e.id
       WHERE e.action = 'message.receive' ORDER BY d.id`,
  );
  return new Map(
    rows.flatMap((row) => {
      const reason = row.reason === null ? null : String(row.reason);
      const end = { outcome: String(row.outcome), reason };
      return marksBy(row, book).map((mark) => [mark, end] as const);
    }),
  );
}

const marksBy = ({ text, sha256 }: Row, book: Book): string[] => [
  ...marksIn(String(text ?? ''), 'line'),
  ...marksIn(String(text ?? ''), 'line-works'),
  ...(sha256 === null ? [] : [book.byDigest(String(sha256))?.mark ?? []].flat()),
];

/** A redelivered or repeated event must not make a second entry. */
async function twiceKept(keeper: Keeper): Promise<string[]> {
  const rows = await keeper.rows(
    `SELECT c.text FROM audit_entry_rows e JOIN audit_contents c ON c.entry_id = e.id
       WHERE e.action = 'message.receive' GROUP BY c.text HAVING count(*) > 1`,
  );
  return rows
    .map(({ text }) => String(text ?? ''))
    .filter((text) => [...marksIn(text, 'line'), ...marksIn(text, 'line-works')].length > 0)
    .map((text) => `the log holds ${text} twice`);
}

const FILES = 'SELECT sha256, preview_sha256 AS preview FROM media';

/** Every file that is named is there, every file that is there is named, and none is half. */
async function compareBlobs(keeper: Keeper): Promise<string[]> {
  const rows = await keeper.rows(FILES);
  const digests = rows.flatMap(({ sha256, preview }) => [sha256, preview]);
  const named = new Set(digests.filter((digest) => typeof digest === 'string'));
  const { there, halves } = await keeper.files();
  const found = new Set(there);
  return [
    ...halves.map((name) => `half a file is left: ${name}`),
    ...[...named].filter((name) => !found.has(name)).map((name) => `a file is missing: ${name}`),
    ...[...found].filter((name) => !named.has(name)).map((name) => `an orphan file: ${name}`),
  ];
}
