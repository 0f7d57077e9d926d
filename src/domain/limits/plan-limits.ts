/** Sends a minute to people, by LINE WORKS plan (line-works.md §3.3), until an answer differs. */
export const SENDS_PER_MINUTE = { free: 60, standard: 240, advanced: 240 } as const;

/**
 * The share that bulk notices leave to people's own messages and answers: of each LINE WORKS rate
 * window, and of an OA's monthly pushes (DESIGN §6.10).
 */
export const PEOPLES_SHARE = 0.25;

/** A new link member gets the text and the QR image. */
const SENDS_PER_PERSON = 2;

/** Minutes that it takes to register these people while their notices leave people their share. */
export function minutesToRegister(plan: keyof typeof SENDS_PER_MINUTE, people: number): number {
  const sendsPerMinute = SENDS_PER_MINUTE[plan] * (1 - PEOPLES_SHARE);
  return Math.max(1, Math.ceil((people * SENDS_PER_PERSON) / sendsPerMinute));
}
