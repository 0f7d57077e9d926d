import { createHash } from 'node:crypto';
import { type Context, record } from '../../context.ts';
import type { Actor, AuditOutcome } from '../../domain/audit.ts';
import { codeOf } from '../../domain/audit-facts.ts';
import type { EntryId } from '../../domain/ids.ts';
import { isoInstant } from '../../domain/jst.ts';
import { type ExportHeader, signEnd } from '../../proof/export-form.ts';
import type { IdSet } from '../../proof/id-set.ts';
import { writeVerifierKey } from '../../proof/note-key.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { beginExport, endExport } from '../../store/audit/exports.ts';
import type { ExportState } from '../../store/schema.ts';
import type { Words } from '../../words/words.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';
import { type ExportAsked, tellAsked } from './asked.ts';
import { createErasers } from './erasers.ts';
import { messageColumns, messageRows } from './message-table.ts';
import { operationColumns, operationRows } from './operation-table.ts';
import { createPace, type Pace } from './pace.ts';
import { createPresent } from './present.ts';
import { proofLines } from './proof-lines.ts';
import { selectEntries } from './select.ts';
import { createShower } from './shown.ts';
import { FAILED_LINE, tableText } from './table.ts';

/** What exports are made with. */
export interface ExportParts {
  readonly context: Context;
  readonly checkpoints: Pick<Checkpoints, 'make' | 'signer'>;
}

/** Why there is no proof: its end could not be signed. */
export type ExportRefusal = 'no-key' | 'disagrees' | 'no-entries';

export interface Export {
  readonly kind: 'begun';
  readonly entryId: EntryId;
  readonly actor: Actor;
  readonly asked: ExportAsked;
  /** Of its log; null: it has no key, and only tables can be made. */
  readonly header: ExportHeader | null;
  /** The entries it holds, found on first use. */
  readonly chosen: () => Promise<IdSet>;
  readonly proof: () => AsyncGenerator<string>;
  readonly table: (rows: ExportAsked['rows']) => AsyncGenerator<string>;
  readonly pace: Pace;
  /** Aborted once its reader has gone; absent: nobody can. */
  readonly signal: AbortSignal | undefined;
}

export interface ExportOrder {
  readonly actor: Actor;
  readonly asked: ExportAsked;
  readonly fileName: string;
  readonly words: Words;
  /** Of a daily export, as `2026-11-27`. */
  readonly day?: string;
  readonly signal?: AbortSignal;
}

/**
 * Begins an export: an entry says who asked for what, before the first line leaves. The export ends
 * with that entry, whatever is written meanwhile.
 */
export async function beginExportOf(
  { context, checkpoints }: ExportParts,
  order: ExportOrder,
): Promise<Export | { readonly kind: 'refused'; readonly why: ExportRefusal }> {
  const { actor, asked, fileName, words, day, signal } = order;
  const { signer } = checkpoints;
  const isProof = asked.form !== 'csv';
  if (isProof && signer === null) return { kind: 'refused', why: 'no-key' };
  const entryId = recordBegin(context, { actor, asked, fileName, ...(day ? { day } : {}) });
  const at = entryOf(context.db, entryId)?.at ?? 0;
  const made = await checkpoints.make();
  if (isProof && made.kind === 'none') {
    endExportOf(context, { entryId, actor }, { state: 'failed', bytes: 0 });
    return { kind: 'refused', why: made.why };
  }
  const header = signer && {
    origin: signer.key.name,
    key: writeVerifierKey(signer.key),
    entry: entryId,
    ...{ at, by: actor.id, asked: tellAsked(asked) },
  };
  const pace = createPace(signal);
  let found: Promise<IdSet> | null = null;
  const chosen = () => {
    const area = asked.form === 'csv' && asked.rows === 'operations' ? 'all' : 'messages';
    found ??= selectEntries(context, asked.filter, entryId, pace, area);
    return found;
  };
  const proof = async function* () {
    if (signer === null || header === null) throw new Error('A proof needs a key.');
    const parts = { context, header, pace, makeCheckpoint: checkpoints.make };
    yield* proofLines({ ...parts, signEnd: (end) => signEnd(signer, end) }, await chosen());
  };
  const table = (rows: ExportAsked['rows']) => tableOf(context, { words, pace, rows, chosen });
  return { kind: 'begun', entryId, actor, asked, header, chosen, proof, table, pace, signal };
}

function recordBegin(
  context: Context,
  { actor, asked, fileName, day }: Pick<ExportOrder, 'actor' | 'asked' | 'fileName' | 'day'>,
): EntryId {
  const { form, rows, media, filter } = asked;
  const { phrases, fileNames, users, ...codes } = filter;
  const words = [...phrases, ...fileNames, ...(users?.said ?? [])];
  return context.store.transaction(() => {
    const entryId = record(context, {
      action: 'audit.export',
      actor,
      outcome: EXPORT_OUTCOMES.begun,
      facts: {
        ...{ form: codeOf(form), rows: codeOf(rows), media, from: codes.from, to: codes.to },
        ...{ members: codes.members, users: users?.ids ?? null, rooms: codes.rooms },
      },
      content: { text: words.join(' '), detail: tellAsked(asked) },
    });
    const { from: fromAt, to: toAt } = filter;
    const begunAt = context.clock.now();
    beginExport(context.db, { entryId, begunAt, form, fileName, fromAt, toAt, day: day ?? null });
    return entryId;
  });
}

async function* tableOf(
  context: Context,
  parts: {
    readonly words: Words;
    readonly pace: Pace;
    readonly rows: ExportAsked['rows'];
    readonly chosen: () => Promise<IdSet>;
  },
): AsyncGenerator<string> {
  const { words, pace, rows, chosen } = parts;
  const erasers = createErasers(context.db);
  await erasers.refresh(pace);
  const shower = createShower(context.db, erasers);
  const tell = { context, words, erasers, shower, present: createPresent(context) };
  const isMessages = rows === 'messages';
  const columns = isMessages ? messageColumns(words) : operationColumns(words);
  yield* tableText({ db: context.db, pace }, await chosen(), columns, (entries) =>
    isMessages ? messageRows(tell, entries) : operationRows(tell, entries),
  );
}

/** Records how an export ended: with the digest of the file, of which there may be copies. */
export function endExportOf(
  context: Context,
  { entryId, actor }: Pick<Export, 'entryId' | 'actor'>,
  end: {
    readonly state: Exclude<ExportState, 'begun'>;
    readonly bytes: number;
    readonly sha256?: string;
  },
): void {
  const { state, bytes, sha256 } = end;
  context.store.transaction(() => {
    const endedAt = context.clock.now();
    if (!endExport(context.db, entryId, { state, endedAt, bytes })) return;
    record(context, {
      action: 'audit.export',
      actor,
      outcome: EXPORT_OUTCOMES[state],
      aboutId: entryId,
      facts: { bytes },
      content: sha256 === undefined ? null : { text: `SHA-256 ${sha256}`, detail: { sha256 } },
    });
  });
}

/** What an entry says of how an export stands. */
export const EXPORT_OUTCOMES = {
  begun: 'pending',
  complete: 'ok',
  failed: 'failed',
  left: 'cancelled',
} as const satisfies Readonly<Record<ExportState, AuditOutcome>>;

/**
 * The text of an export as bytes. Its end is recorded, whichever it is; one that fails ends in a
 * line that says so, and in an error.
 *
 * @param failedLine the last words of a table that fails; null: its reader sees that its end is missing
 */
export async function* watched(
  context: Context,
  order: Pick<Export, 'entryId' | 'actor' | 'signal'>,
  pieces: AsyncIterable<Uint8Array>,
  failedLine: string | null = null,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  let state: 'left' | 'failed' | 'complete' = 'left';
  try {
    for await (const piece of pieces) {
      bytes += piece.byteLength;
      hash.update(piece);
      yield piece;
    }
    state = 'complete';
  } catch (error) {
    // Work that stops because its reader has gone has not failed.
    if (order.signal?.aborted) return;
    state = 'failed';
    if (failedLine !== null) yield new TextEncoder().encode(`${failedLine}\r\n`);
    throw error;
  } finally {
    const sha256 = state === 'complete' ? { sha256: hash.digest('hex') } : {};
    endExportOf(context, order, { state, bytes, ...sha256 });
  }
}

export { FAILED_LINE };

/** Text as bytes. */
export async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}

/** `kakehashi-2026-11-27T100501+0900.jsonl` */
export const fileNameOf = (at: number, { form, rows }: ExportAsked): string => {
  const when = isoInstant(at).slice(0, 19).replaceAll(':', '').replace('T', '-');
  const what = form === 'csv' ? `-${rows}` : '';
  return `kakehashi-${when}${what}.${form}`;
};
