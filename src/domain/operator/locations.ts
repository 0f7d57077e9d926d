/** Where a workspace may be wished to live: the location hints of Durable Objects. */
export const LOCATIONS = [
  'wnam',
  'enam',
  'sam',
  'weur',
  'eeur',
  'apac',
  'apac-ne',
  'apac-se',
  'oc',
  'afr',
  'me',
] as const;

export type Location = (typeof LOCATIONS)[number];

/** Null: no such place is known. */
export const locationOf = (text: unknown): Location | null =>
  LOCATIONS.find((known) => known === text) ?? null;
