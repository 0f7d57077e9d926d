import { type EntryId, entryId } from '../../../domain/ids.ts';

/** What a search form holds, each as it was typed. */
export const FIELDS = [
  'q',
  'file',
  'from',
  'to',
  'member',
  'user',
  'room',
  'direction',
  'kind',
  'outcome',
] as const;
export type Field = (typeof FIELDS)[number];

export interface Asked {
  readonly typed: Readonly<Record<Field, string>>;
  /** The cursors of the pages before this one and, last, its own; none: the newest page. */
  readonly trail: readonly EntryId[];
}

const MOST_TRAIL = 200;

/**
 * Reads a form from its address. Of a parameter that stands there several times the first counts;
 * what is no cursor is none.
 */
export function readAsked(address: URL): Asked {
  const { searchParams: given } = address;
  const typed = Object.fromEntries(FIELDS.map((field) => [field, (given.get(field) ?? '').trim()]));
  const cursors = (given.get('at') ?? '').split('.').slice(-MOST_TRAIL);
  const trail = cursors
    .filter((each) => /^[1-9]\d{0,14}$/.test(each))
    .map(Number)
    .map(entryId);
  return { typed: { ...NOTHING_TYPED, ...typed }, trail };
}

export const NOTHING_TYPED: Asked['typed'] = {
  ...{ q: '', file: '', from: '', to: '', member: '', user: '' },
  ...{ room: '', direction: '', kind: '', outcome: '' },
};

/** The query of an address that asks the same, on the page with this trail. */
export const askedQuery = (
  typed: Partial<Asked['typed']>,
  trail: readonly EntryId[],
): Record<string, string> => ({
  ...typed,
  at: trail.slice(-MOST_TRAIL).join('.'),
});
