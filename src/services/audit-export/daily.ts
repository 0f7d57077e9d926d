import type { Context } from '../../context.ts';
import { type Actor, SYSTEM } from '../../domain/audit.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/durations.ts';
import { isoInstant, nextDay, readDay } from '../../domain/jst.ts';
import { writeVerifierKey } from '../../proof/note-key.ts';
import { latestEntry } from '../../store/audit/audit-log.ts';
import { latestCheckpoint } from '../../store/audit/checkpoints.ts';
import { exportsUnderWay, lastExportedDay } from '../../store/audit/exports.ts';
import { readLink } from '../../store/link.ts';
import { wordsOf } from '../../words/words.ts';
import { errorCodeOf } from '../checkpoints/fault-code.ts';
import { EVERYTHING } from './asked.ts';
import { beginExportOf, type ExportParts, encoded, endExportOf, watched } from './begin-export.ts';

/** Where daily exports go: a folder on Node, a bucket on Workers. */
export interface ExportStore {
  /** Under its name stands the whole file or, if anything fails, what stood there before. */
  write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** How the daily exports stand, for people. */
export interface DailyState {
  /** Of which the last one is, as `2026-11-27`; null: of none. */
  readonly lastDay: string | null;
  /** Epoch ms; null: nothing is wrong. */
  readonly fault: { readonly since: number; readonly detail: string } | null;
}

export interface DailyExports {
  /**
   * Exports the next day that has ended and is not exported yet.
   *
   * @returns when to look again, ms; null: there are no daily exports
   */
  run(): Promise<number | null>;
  /** Null: there are none. */
  state(): DailyState | null;
}

const ACTOR: Actor = SYSTEM;
/** The next of several days that were missed. */
const NEXT_MS = 1000;
const FAILED_AGAIN_MS = HOUR_MS;
/** Late events of a day come in the minutes after it. */
const AFTER_MIDNIGHT_MS = 5 * MINUTE_MS;

/** @param store null: nowhere */
export function createDailyExports(
  parts: ExportParts,
  store: ExportStore | null,
  onFault: (what: string, error: unknown) => void,
): DailyExports {
  const { context } = parts;
  let fault: DailyState['fault'] = null;
  const note = (detail: string) => {
    fault = { since: fault?.since ?? context.clock.now(), detail };
    return FAILED_AGAIN_MS;
  };
  return {
    state: () => (store === null ? null : { lastDay: lastExportedDay(context.db), fault }),
    run: async () => {
      if (store === null) return null;
      const due = dueDay(context);
      if (due.day === null) return due.againMs;
      try {
        const why = await exportDay(parts, store, due.day);
        if (why !== null) return note(why);
      } catch (error) {
        onFault('daily export', error);
        return note(errorCodeOf(error));
      }
      fault = null;
      return NEXT_MS;
    },
  };
}

/** The first day that has ended and has no export; the first one ever is yesterday. */
function dueDay({ db, clock }: Context): {
  readonly day: string | null;
  readonly againMs: number;
} {
  const now = clock.now();
  const today = readDay(dayOf(now)) ?? now;
  const last = lastExportedDay(db);
  const next = last === null ? today - DAY_MS : nextDay(readDay(last) ?? today);
  const dueAt = nextDay(next) + AFTER_MIDNIGHT_MS;
  return dueAt <= now ? { day: dayOf(next), againMs: 0 } : { day: null, againMs: dueAt - now };
}

const dayOf = (at: number) => isoInstant(at).slice(0, 10);

/** Returns why there is no export of the day; null: there is. */
async function exportDay(
  parts: ExportParts,
  store: ExportStore,
  day: string,
): Promise<string | null> {
  const { context, checkpoints } = parts;
  const from = readDay(day) ?? 0;
  const fileName = `kakehashi-${day}.jsonl`;
  const filter = { ...EVERYTHING, from, to: nextDay(from) };
  const asked = { form: 'jsonl', rows: 'messages', media: false, filter } as const;
  const words = wordsOf(readLink(context.db).language);
  const begun = await beginExportOf(parts, { actor: ACTOR, asked, fileName, words, day });
  if (begun.kind === 'refused') return begun.why;
  await store.write(fileName, watched(context, begun, encoded(begun.proof())));
  const note = latestCheckpoint(context.db)?.note ?? '';
  await store.write(`kakehashi-${day}.checkpoint`, textOf(note));
  const { signer } = checkpoints;
  if (signer !== null) {
    await store.write('kakehashi-key.txt', textOf(`${writeVerifierKey(signer.key)}\n`));
  }
  return null;
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Records the end of exports that a crash or a stop cut off. */
export function endLostExports(context: Context): void {
  for (const entryId of exportsUnderWay(context.db, latestEntry(context.db))) {
    endExportOf(context, { entryId, actor: ACTOR }, { state: 'failed', bytes: 0 });
  }
}
