import { type IdSet, inAny, inBoth, NO_IDS, sizeOf } from '../../../domain/audit-index/id-set.ts';
import type { TermReader } from '../../../store/audit/index/read-terms.ts';
import type { Group, Segment } from '../../../store/audit/index/segments.ts';
import type { Clause } from './conditions.ts';

/** So few entries are read rather than asked for by more of a phrase, once three terms have chosen them. */
const FEW = 16;
const TERMS_ENOUGH = 3;
/** Nor is more of a phrase asked for once so many terms in a row have left nearly all: they are one set phrase. */
const MOST_IDLE = 8;
const STILL = 0.9;
/** What looking at one candidate costs beside asking the index for one more term; `entry`: of each entry it has. */
const COSTS = { candidate: 14, term: 12, person: 0.6, most: 200, entry: 0.008 };
/** More clauses than these are weighed before any is asked for; so many in each segment. */
const FEW_CLAUSES = 3;
const MOST_WEIGHED = 50;
/** A group is asked for so many clauses; not for people with many names, and not for what a segment has so often. */
const MOST_OF_GROUP = 3;
const MANY = 20;
const OFTEN = 40;

/**
 * The entries of a segment that may meet all conditions: the rarest first, until none is left or
 * looking at the rest is cheaper than asking on.
 */
export function evaluate(
  terms: TermReader,
  segment: Segment,
  clauses: readonly Clause[],
  start: IdSet | null,
): IdSet {
  weigh(terms, segment, clauses);
  let current = start;
  let asked = 0;
  let idle = 0;
  for (const clause of clauses.toSorted((one, other) => rarity(one) - rarity(other))) {
    if (current !== null && sizeOf(current) * COSTS.candidate < costOf(clause)) continue;
    const isEnough = clause.isOfPhrase && asked >= TERMS_ENOUGH;
    if (isEnough && current !== null && (sizeOf(current) <= FEW || idle >= MOST_IDLE)) continue;
    if (clause.isOfPhrase) asked += 1;
    const found = inAny(terms.find(segment, clause.terms));
    clause.weight = sizeOf(found);
    clause.isWeighed = true;
    const next: IdSet = current === null ? found : inBoth(current, found);
    idle = current !== null && sizeOf(next) > sizeOf(current) * STILL ? idle + 1 : 0;
    current = next;
    if (sizeOf(current) === 0) break;
  }
  return current ?? NO_IDS;
}

/** Of a long phrase: how rare its terms are, by the length of their sets. To read the sets costs several times as much. */
function weigh(terms: TermReader, segment: Segment, clauses: readonly Clause[]): void {
  if (clauses.length <= FEW_CLAUSES) return;
  let weighed = 0;
  for (const clause of clauses) {
    const [term] = clause.terms;
    if (clause.isWeighed || !clause.isOfPhrase || term === undefined) continue;
    clause.weight = terms.storedBytes(segment, term);
    clause.isWeighed = true;
    weighed += 1;
    if (weighed === MOST_WEIGHED) return;
  }
}

/** Which segments of a group may have what is looked for, by their numbers in it; null: any. */
export function evaluateGroup(
  terms: TermReader,
  group: Group,
  segment: Segment,
  clauses: readonly Clause[],
): IdSet | null {
  weigh(terms, segment, clauses);
  let current: IdSet | null = null;
  let asked = 0;
  for (const clause of clauses.toSorted((one, other) => rarity(one) - rarity(other))) {
    if (asked === MOST_OF_GROUP) break;
    // What is often in one segment is in all of them.
    if (clause.isWeighed ? clause.weight > OFTEN : clause.terms.length > MANY) continue;
    asked += 1;
    const found = inAny(terms.findInGroup(group, clause.terms));
    current = current === null ? found : inBoth(current, found);
    // Asking on costs as much as looking into one of them.
    if (sizeOf(current) <= 1) break;
  }
  return current;
}

/** Alike for those that are about as rare: these keep their order, in which terms that tell more come first. */
const rarity = ({ weight }: Clause) => 32 - Math.clz32(weight);

const costOf = ({ terms, weight }: Clause) =>
  Math.min(COSTS.most, COSTS.term * terms.length) +
  COSTS.person * terms.length +
  COSTS.entry * weight;
