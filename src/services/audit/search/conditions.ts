import type { Context } from '../../../context.ts';
import { actionsIn } from '../../../domain/audit-areas.ts';
import {
  codeNumber,
  FIELD,
  type Field,
  fieldTerm,
  termsOfPhrase,
  WITH_FILE,
} from '../../../domain/audit-index/terms.ts';
import { searchedText } from '../../../domain/text/searched-text.ts';
import type { AuditDoc, EntryWords } from '../../../store/audit/index/docs.ts';
import { refsInRooms, refsOfLineUsers, refsOfMembers } from '../../../store/audit/index/names.ts';
import type { AuditQuery } from './query.ts';

/** One condition as the index knows it: any of these terms. */
export interface Clause {
  readonly terms: readonly number[];
  /** Part of a phrase: an entry's own words tell quickly whether it has the whole. */
  readonly isOfPhrase: boolean;
  /** How many entries of a segment had it, as far as is known: the rarest is asked for first. */
  weight: number;
  /** Whether a segment has told. */
  isWeighed: boolean;
}

/** A query with everybody in it looked up. */
export interface Conditions {
  /** All have to hold of what may be found; more than that may have them. */
  readonly clauses: readonly Clause[];
  readonly from: number;
  readonly to: number;
  /**
   * Whether an entry with these words may be what is looked for: quicker than `holds`. Null: any
   * words will do.
   */
  readonly mayHold: ((words: EntryWords) => boolean) | null;
  /** Whether an entry is what is looked for. */
  holds(doc: AuditDoc): boolean;
}

/** Guesses, until a segment has told. */
const WEIGHT = { pair: 500, character: 3000, person: 300, kind: 1000, most: 10_000 };

/**
 * The conditions of a query; null: nothing can meet them. LINE users' names have to be read before
 * (`readNames`).
 */
export function conditionsOf({ db }: Context, query: AuditQuery): Conditions | null {
  const members = query.members === null ? null : refsOfMembers(db, query.members);
  const { users, rooms } = query;
  const called = users === null ? null : refsOfLineUsers(db, users.ids, users.said);
  const inRooms = rooms === null ? null : refsInRooms(db, rooms);
  const groups = [members, called, inRooms];
  if (groups.some((refs) => refs?.length === 0)) return null;
  const phrases = folded(query.phrases);
  const fileNames = folded(query.fileNames);
  const actions = actionsIn(query.area);
  const { directions, kinds, outcomes } = query;
  const clauses = [
    ...[...phrases, ...fileNames].flatMap(clausesOfPhrase),
    ...(fileNames.length > 0 ? [clause([fieldTerm(FIELD.mark, WITH_FILE)], WEIGHT.kind)] : []),
    ...groups.flatMap((refs) => (refs === null ? [] : [clauseOfPeople(refs)])),
    ...clauseOfCodes(FIELD.kind, kinds, WEIGHT.kind),
    ...clauseOfCodes(FIELD.direction, directions, WEIGHT.most),
    ...clauseOfCodes(FIELD.outcome, outcomes, WEIGHT.most),
    ...clauseOfCodes(FIELD.action, actions, WEIGHT.most),
  ];
  const from = query.from ?? Number.NEGATIVE_INFINITY;
  const to = query.to ?? Number.POSITIVE_INFINITY;
  const hasAny = (refs: readonly number[] | null) => {
    if (refs === null) return () => true;
    const wanted = new Set(refs);
    return ({ people }: AuditDoc) => people.some((ref) => wanted.has(ref));
  };
  const [isOfMember, isOfUser] = [hasAny(members), hasAny(called)];
  const [isKind, isDirection] = [oneOf(kinds), oneOf(directions)];
  const [isOutcome, isAction] = [oneOf(outcomes), oneOf(actions)];
  const hasWords = (words: EntryWords) =>
    phrases.every((phrase) => words.said.includes(phrase) || isNamed(words, phrase)) &&
    fileNames.every((name) => isNamed(words, name));
  return {
    ...{ clauses, from, to, mayHold: phrases.length + fileNames.length > 0 ? hasWords : null },
    holds: (doc) =>
      doc.at >= from &&
      doc.at < to &&
      isAction(doc.action) &&
      isDirection(doc.direction) &&
      isKind(doc.kind) &&
      isOutcome(doc.outcome) &&
      (rooms === null || doc.rooms.some((room) => rooms.includes(room))) &&
      isOfMember(doc) &&
      isOfUser(doc) &&
      hasWords(doc),
  };
}

const isNamed = ({ names }: EntryWords, part: string) =>
  names.some(({ folded: name }) => name.includes(part));

const oneOf = (codes: readonly string[] | null) => {
  if (codes === null) return () => true;
  const wanted: ReadonlySet<string> = new Set(codes);
  return (code: string | null) => code !== null && wanted.has(code);
};

const folded = (phrases: readonly string[]) =>
  phrases.map((phrase) => searchedText(phrase).folded).filter((phrase) => phrase !== '');

const clause = (terms: readonly number[], weight: number, isOfPhrase = false): Clause => ({
  ...{ terms, weight, isOfPhrase, isWeighed: false },
});

function clausesOfPhrase(phrase: string): Clause[] {
  const [first, ...others] = termsOfPhrase(phrase);
  if (first === undefined) return [];
  const isShort = others.length === 0 && [...phrase].length === 1;
  const weight = isShort ? WEIGHT.character : WEIGHT.pair;
  return [first, ...others].map((term) => clause([term], weight, true));
}

const clauseOfPeople = (refs: readonly number[]) =>
  clause(
    refs.map((ref) => fieldTerm(FIELD.person, ref)),
    WEIGHT.person * refs.length,
  );

const clauseOfCodes = (field: Field, codes: readonly string[] | null, weight: number): Clause[] =>
  codes === null
    ? []
    : [
        clause(
          codes.map((code) => fieldTerm(field, codeNumber(code))),
          weight,
        ),
      ];
