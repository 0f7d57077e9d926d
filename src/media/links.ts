import { createHmac, timingSafeEqual } from 'node:crypto';
import { DAY_MS } from '../domain/durations.ts';

/** Addresses under `/media/` that only we can make and that expire (DESIGN §9, §11 Media). */
export interface MediaLinks {
  /** `key`: letters, digits, `_` and `-`. `now` in epoch ms. */
  urlOf(key: string, name: string, now: number): string;
  /** Reads a link; null when it is not ours, was changed, or has expired. */
  read(token: string, name: string, now: number): MediaLink | null;
}

export interface MediaLink {
  readonly key: string;
  /** Epoch ms. */
  readonly endsAt: number;
}

const TOKEN = /^([A-Za-z0-9_-]{1,200})\.([0-9a-z]{1,10})\.([A-Za-z0-9_-]{43})$/;

/** Whether a token has the form of ours: if not, no key need be asked. */
export const isMediaToken = (token: string): boolean => TOKEN.test(token);

/**
 * Links signed with the workspace's key. They live at least `linkMs`; their end is rounded up to a
 * whole step, so that a picture keeps its address for a while and phones need not load it again
 * with each message.
 */
export function createMediaLinks(options: {
  readonly secretKey: string;
  /** Where the workspace is reached: an origin, possibly with a path; without a trailing slash. */
  readonly publicUrl: string;
  readonly linkMs: number;
}): MediaLinks {
  // A separate key: a link to a picture must never pass for any other link.
  const key = createHmac('sha256', options.secretKey).update('kakehashi media link').digest();
  const stepMs = Math.min(DAY_MS, options.linkMs);

  const sign = (what: string, ends: string, name: string) =>
    createHmac('sha256', key).update(`${what}.${ends}/${name}`).digest('base64url');

  return {
    urlOf: (what, name, now) => {
      const endsAt = (Math.floor((now + options.linkMs) / stepMs) + 1) * stepMs;
      const ends = Math.ceil(endsAt / 1000).toString(36);
      const token = `${what}.${ends}.${sign(what, ends, name)}`;
      return `${options.publicUrl}/media/${token}/${encodeURIComponent(name)}`;
    },
    read: (token, name, now) => {
      const [, what, ends, mac] = TOKEN.exec(token) ?? [];
      if (what === undefined || ends === undefined || mac === undefined) return null;
      // Compared as text: the spare bits of base64 would let a changed letter pass.
      const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(sign(what, ends, name)));
      const endsAt = Number.parseInt(ends, 36) * 1000;
      return isOurs && now < endsAt ? { key: what, endsAt } : null;
    },
  };
}
