import type { Book, Said, Side } from './book.ts';
import type { Conversation, Talk } from './conversation.ts';
import { type End, type Kept, kept } from './kept.ts';
import { shownAtMember, shownOnPhone } from './shown.ts';

/** What a suite finds when all has come to rest. */
export interface Verdict {
  /** Broken promises, in words; empty: all of them were kept. */
  readonly faults: readonly string[];
  readonly counts: Counts;
}

export interface Counts {
  readonly said: number;
  readonly acknowledged: number;
  readonly shown: number;
  /** Callbacks that LINE WORKS could not hand over, and that were not kept either: lost on the way to us. */
  readonly neverCame: number;
  readonly unsent: number;
  readonly doubledOnLine: number;
  readonly doubledOnLineWorks: number;
  /** Files that came behind later words, which the house allows and says in its room. */
  readonly lateFiles: number;
  /** Not shown, and nobody can know whether they were taken (`isInDoubt`). */
  readonly inDoubt: number;
  readonly entries: number;
}

/**
 * Compares what was acknowledged with what phones and rooms show, and reads what the bridge has kept. Call
 * it when the house is at rest (`atRest`).
 *
 * @param replayed marks of events that an administrator had processed later than others that came after them
 */
export async function judge(
  house: Conversation,
  book: Book,
  replayed: ReadonlySet<string> = new Set(),
): Promise<Verdict> {
  const faults: string[] = [];
  const doubled: Record<Side, Said[]> = { line: [], 'line-works': [] };
  const own = await kept(house, book);
  const late = new Set([...own.late, ...replayed]);
  let shown = 0;
  let lateFiles = 0;
  let inDoubt = 0;
  for (const talk of house.talks) {
    for (const from of ['line', 'line-works'] as const) {
      const seen = await seenOf(house, book, talk, from);
      const lane = judgeLane(book.of(talk.name, from), seen, late, own.ends);
      faults.push(...lane.faults.map((fault) => `${talk.name}, from ${from}: ${fault}`));
      // Doubled on the other side.
      doubled[from === 'line' ? 'line-works' : 'line'].push(...lane.doubled);
      shown += lane.shown;
      lateFiles += lane.lateFiles;
      inDoubt += lane.inDoubt;
    }
  }
  faults.push(...doubled.line.map(({ mark }) => `LINE shows ${mark} twice`), ...own.faults);
  faults.push(...unmarked(doubled['line-works'], own), ...nothingTaken(book));
  const { all } = book;
  if (inDoubt > all.length * MOST_IN_DOUBT) faults.push(`${inDoubt} messages ended in doubt`);
  return {
    faults,
    counts: {
      said: all.length,
      acknowledged: all.filter((said) => said.acknowledged).length,
      shown,
      neverCame: all.filter(({ mark, unsent }) => !unsent && !own.came.has(mark)).length,
      unsent: all.filter((said) => said.unsent).length,
      doubledOnLine: doubled.line.length,
      doubledOnLineWorks: doubled['line-works'].length,
      lateFiles,
      inDoubt,
      entries: own.entries,
    },
  };
}

const seenOf = async (house: Conversation, book: Book, talk: Talk, from: Side): Promise<Said[]> => {
  const marks =
    from === 'line' ? shownAtMember(house, book, talk) : shownOnPhone(house, book, talk);
  return (await marks).flatMap((mark) => book.byMark(mark) ?? []);
};

/**
 * Only where the outcome was unclear may LINE WORKS show something twice, and the log says so. What was taken back is
 * not judged: its entry has no words any more by which it could be found.
 */
const unmarked = (doubled: readonly Said[], { unclear }: Kept): string[] =>
  [...new Set(doubled)]
    .filter(({ mark, unsent }) => !unsent && !unclear.has(mark))
    .map(({ mark }) => `LINE WORKS shows ${mark} twice, and the log does not say that it may`);

/** A member's message is lost where nobody takes it, now and then: a bridge that takes none breaks no other promise. */
function nothingTaken({ all }: Book): string[] {
  const answers = all.filter(({ from }) => from === 'line-works');
  const isTaken = answers.length < SOME || answers.some(({ acknowledged }) => acknowledged);
  return isTaken ? [] : [`none of ${answers.length} callbacks of LINE WORKS was taken`];
}

const SOME = 20;

interface Lane {
  readonly faults: readonly string[];
  readonly doubled: readonly Said[];
  readonly shown: number;
  readonly lateFiles: number;
  readonly inDoubt: number;
}

/**
 * Of these nobody can know whether they were taken, and the writer is told that the message may not have arrived (DESIGN
 * §6.10). A reply that was cut off is sent again with its token, which may have died unused: on a slow machine its minute
 * passes soon.
 */
const isInDoubt = ({ from }: Said, { outcome, reason }: End): boolean =>
  from === 'line-works' && outcome === 'uncertain' && reason === 'bad-reply-token';

/** Of all that was said. A bridge that is in doubt about everything breaks no other promise. */
const MOST_IN_DOUBT = 0.1;

function judgeLane(
  said: readonly Said[],
  seen: readonly Said[],
  late: ReadonlySet<string>,
  ends: Kept['ends'],
): Lane {
  const faults: string[] = [];
  const firsts = seen.filter((one, at) => seen.indexOf(one) === at);
  const doubled = seen.filter((one, at) => seen.indexOf(one) !== at);
  let inDoubt = 0;
  for (const one of said) {
    if (!one.acknowledged || one.unsent || firsts.includes(one)) continue;
    const end = ends.get(one.mark);
    if (end !== undefined && isInDoubt(one, end)) inDoubt += 1;
    else {
      const how = end === undefined ? 'without an end' : `${end.outcome} (${end.reason})`;
      faults.push(`${one.mark} (${one.kind}) was acknowledged and is not shown; on record: ${how}`);
    }
  }
  // A late file may come behind words that were said after it; what was taken back has no place to hold.
  const placed = firsts.filter((one) => !one.unsent);
  const inOrder = placed.filter(({ mark }) => !late.has(mark));
  inOrder.forEach((one, at) => {
    const before = inOrder[at - 1];
    if (before !== undefined && before.n > one.n) {
      faults.push(`${one.mark} (${one.kind}) is shown behind ${before.mark} (${before.kind})`);
    }
  });
  return {
    faults,
    doubled,
    shown: firsts.length,
    lateFiles: placed.length - inOrder.length,
    inDoubt,
  };
}

/** For people: one line of figures, and a line for each fault. */
export function describeVerdict({ faults, counts }: Verdict): string {
  const figures = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return [figures.join(', '), ...faults.map((fault) => `  FAULT ${fault}`)].join('\n');
}
