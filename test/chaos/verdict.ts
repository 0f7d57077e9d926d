import { ja } from '../../src/words/ja.ts';
import { OA } from '../helpers/company.ts';
import { fromBot } from '../helpers/people.ts';
import type { ChaosWorld, Talk } from './chaos-world.ts';
import { marksIn, type Planned, type Side, sideOf } from './conversations.ts';
import type { BridgeRecord, Recorded } from './record.ts';

/** What was found at the end of a round. */
export interface Verdict {
  readonly acknowledged: number;
  readonly delivered: number;
  /** Messages that ended otherwise than sent, by how and why. */
  readonly ended: ReadonlyMap<string, number>;
  /** Messages shown twice at LINE WORKS after an unclear outcome. */
  readonly doubles: number;
  /** Invariants that do not hold, in words. */
  readonly breaches: readonly string[];
}

/** Faults delay; but for a month that is used up for a while they keep nothing from coming. */
const LEAST_DELIVERED = 0.75;

/** What was shown on the other side, by mark: its places, in the order of the chat. */
type Shown = ReadonlyMap<string, readonly number[]>;

/** Judges what the platforms show against what was said and what the bridge has on record. */
export function judgeRound(
  chaos: ChaosWorld,
  planned: readonly Planned[],
  taken: ReadonlySet<string>,
  record: BridgeRecord,
): Verdict {
  const { world, talks } = chaos;
  const unclear = unclearMarks(chaos);
  const messages: Judged[] = [];
  const breaches: string[] = [];
  for (const [number, talk] of talks.entries()) {
    const shown = { line: shownAtLine(talk), works: shownAtWorks(talk, world) };
    const told = toldInRoom(talk);
    const judged = planned
      .filter(({ talk: its, mark }) => its === number && taken.has(mark))
      .map((one): Judged => {
        const { mark, from } = one;
        const places = (from === 'line' ? shown.works : shown.line).get(mark)?.length ?? 0;
        return { ...one, places, told, known: record.messages.get(mark) ?? [], unclear };
      });
    messages.push(...judged);
    breaches.push(
      ...judged.flatMap(messageBreaches),
      ...noticeBreaches(talk, judged, record),
      ...orderBreaches(judged, shown.works, 'line'),
      ...orderBreaches(judged, shown.line, 'works'),
    );
  }
  const left = Object.entries(record.left).filter(([, n]) => n > 0);
  const delivered = messages.filter(({ places }) => places > 0).length;
  // A bridge that takes nothing, or says of everything that it did not arrive, breaks no promise about a message.
  if (delivered < planned.length * LEAST_DELIVERED) {
    breaches.push(`only ${delivered} of ${planned.length} messages came`);
  }
  return {
    acknowledged: taken.size,
    delivered,
    ended: countEnds(messages),
    doubles: messages.reduce((sum, { places }) => sum + Math.max(0, places - 1), 0),
    breaches: [...breaches, ...left.map(([what, n]) => `${n} ${what} are left`)],
  };
}

/** An acknowledged message, and what is known of it. */
interface Judged extends Planned {
  /** How often it stands on the other side. */
  readonly places: number;
  /** Marks of the member's messages that the bot has told them about, in its room. */
  readonly told: ReadonlySet<string>;
  readonly known: readonly Recorded[];
  readonly unclear: ReadonlySet<string>;
}

const endOf = ({ known }: Judged): Pick<Recorded, 'outcome' | 'reason'> => known[0] ?? NEVER;

function messageBreaches(one: Judged): string[] {
  const { mark, from, places, known, told, unclear } = one;
  const { outcome, reason } = endOf(one);
  const found: readonly (readonly [boolean, string])[] = [
    [known.length !== 1, `is on record ${known.length} times`],
    [outcome === null, 'has no end on record'],
    [outcome === 'sent' && places === 0, 'counts as sent, and never came'],
    [isUndelivered(outcome) && places > 0, `came, and counts as ${outcome} (${reason})`],
    [
      from === 'works' && isTroubled(outcome) && !told.has(mark) && !isToldByKind(one),
      `ended ${outcome} (${reason}), and its writer was not told`,
    ],
    [from === 'works' && places > 1, `stands ${places} times at LINE`],
    [
      from === 'line' && places > 1 && !unclear.has(mark),
      `stands ${places} times at LINE WORKS without an unclear outcome`,
    ],
    [
      from === 'line' && places > 1 && !known.some(({ mayBeTwice }) => mayBeTwice),
      `stands ${places} times at LINE WORKS, and the log does not say that it may`,
    ],
  ];
  return found.filter(([isSo]) => isSo).map(([, what]) => `${mark} (${one.kind}) ${what}`);
}

const isUndelivered = (outcome: string | null) => outcome === 'refused' || outcome === 'exhausted';
const isTroubled = (outcome: string | null) => outcome !== null && outcome !== 'sent';

/** What is told of a file names its kind alone, where the file itself is the trouble. */
const isToldByKind = ({ kind, told }: Judged) => kind === 'file' && told.has(A_FILE);

/** Each message of a LINE user that did not arrive is told about, with an end on record. */
function noticeBreaches({ name, user }: Talk, judged: readonly Judged[], record: BridgeRecord) {
  const notices = record.notices.get(user.userId)?.length ?? 0;
  const missing = judged.filter((one) => one.from === 'line' && isTroubled(endOf(one).outcome));
  return notices >= missing.length
    ? []
    : [`${name} was told ${notices} times of ${missing.length} messages that did not arrive`];
}

function countEnds(messages: readonly Judged[]): Map<string, number> {
  const ended = new Map<string, number>();
  for (const one of messages) {
    const { outcome, reason } = endOf(one);
    if (!isTroubled(outcome)) continue;
    const how = `${one.from === 'line' ? 'to LINE WORKS' : 'to LINE'}: ${outcome}, ${reason}`;
    ended.set(how, (ended.get(how) ?? 0) + 1);
  }
  return ended;
}

const NEVER: Pick<Recorded, 'outcome' | 'reason'> = { outcome: null, reason: null };

function placesOf(texts: readonly string[], side: Side): Shown {
  const places = new Map<string, number[]>();
  let place = 0;
  for (const mark of texts.flatMap(marksIn)) {
    place += 1;
    if (sideOf(mark) === side) places.set(mark, [...(places.get(mark) ?? []), place]);
  }
  return places;
}

/** A card names its file more than once. */
const shownAtLine = ({ user }: Talk): Shown =>
  placesOf(
    user
      .chat(OA)
      .filter(({ from }) => from === 'oa')
      .map(({ message }) => [...new Set(marksIn(JSON.stringify(message)))].join(' ')),
    'works',
  );

const shownAtWorks = ({ room }: Talk, { works }: ChaosWorld['world']): Shown =>
  placesOf(
    fromBot(room.messages).map(({ text, content }) =>
      typeof content.fileId === 'string' ? (works.fileName(content.fileId) ?? '') : text,
    ),
    'line',
  );

/** Marks of the member's own messages that the bot speaks of: those that did not arrive. */
const toldInRoom = ({ room }: Talk): ReadonlySet<string> => {
  const texts = fromBot(room.messages).map(({ text }) => text);
  const marks = texts.flatMap(marksIn).filter((mark) => sideOf(mark) === 'works');
  return new Set(texts.some((text) => NOT_SENT.includes(text)) ? [...marks, A_FILE] : marks);
};

/** Stands for a file that the bot spoke of without its name. */
const A_FILE = 'a file';
const NOT_SENT = Object.values(ja.media.toMember).map((say) => say(ja.kinds.names.file));

const FILE_ID = /"fileId":"([^"]+)"/;

/** Marks in sends of which nobody knew whether they were taken. */
function unclearMarks({ world: { works }, unclear }: ChaosWorld): ReadonlySet<string> {
  return new Set(
    unclear.flatMap((body) => {
      const fileId = FILE_ID.exec(body)?.[1];
      return marksIn(fileId === undefined ? body : (works.fileName(fileId) ?? ''));
    }),
  );
}

/** Texts stand in the order in which they were recorded; a file never before what was said before it. */
function orderBreaches(judged: readonly Judged[], shown: Shown, from: Side): string[] {
  const came = judged
    .filter((one) => one.from === from && one.places > 0)
    .map(({ mark, kind, known }) => ({
      mark,
      kind,
      place: shown.get(mark)?.[0] ?? 0,
      entryId: known[0]?.entryId ?? 0,
    }))
    .sort((one, other) => one.entryId - other.entryId);
  const breaches: string[] = [];
  let last = { place: 0, mark: '' };
  for (const { mark, place, kind } of came) {
    if (place < last.place) {
      breaches.push(`${mark} stands before ${last.mark}, which was said before it`);
    } else if (kind === 'text') {
      // A late file comes after words that were said after it.
      last = { place, mark };
    }
  }
  return breaches;
}
