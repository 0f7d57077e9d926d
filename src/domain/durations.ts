/** A second in ms. */
export const SECOND_MS = 1000;
/** A minute in ms. */
export const MINUTE_MS = 60 * SECOND_MS;
/** An hour in ms. */
export const HOUR_MS = 60 * MINUTE_MS;
/** A day of 24 hours in ms: Japan has no summer time. */
export const DAY_MS = 24 * HOUR_MS;
