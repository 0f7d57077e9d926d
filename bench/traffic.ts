import { Pool } from 'undici';
import type { Book } from './book.ts';
import type { Company } from './company.ts';
import type { Marked } from './marker.ts';
import { type Kind, lineWebhook, type Webhook, worksCallback } from './webhooks.ts';

/** The direction of messages: one way, or taking turns. */
export type Way = 'line' | 'works' | 'mixed';

/** Sends messages to the measured server, each in the next room, and hears of arrivals. */
export interface Traffic {
  /** `since`: the instant it counts from, of `performance.now()`; absent: now. */
  say(way: Way, arrived: () => void, since?: number): void;
  /** Webhooks not answered 200, or not accepted at all. */
  readonly refused: number;
  close(): Promise<void>;
}

/** More than are ever outstanding: the echo bot holds a connection until its reply is accepted. */
const CONNECTIONS = 256;

/** Aims at a port of this machine; the first `rooms` of the company talk. One message of so many is a file. */
export function createTraffic(
  company: Company,
  rooms: number,
  book: Book,
  port: number,
  run: string,
  filesEvery: number | null = null,
): Traffic {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  let number = 0;
  let refused = 0;

  const next = (way: Way): { marked: Marked; webhook: Webhook } => {
    number += 1;
    const from = way === 'mixed' ? (number % 2 === 0 ? 'line' : 'works') : way;
    // Members answer in the half of the rooms whose LINE users wrote some time ago.
    const turn = way === 'mixed' ? (number >> 1) + (from === 'works' ? rooms >> 1 : 0) : number;
    const marked = { from, run, number, room: turn % rooms };
    // Both sides of mixed traffic: every second message is of the other one.
    const place = way === 'mixed' ? number >> 1 : number;
    const kind: Kind = filesEvery !== null && place % filesEvery === 0 ? 'file' : 'text';
    return {
      marked,
      webhook: from === 'line' ? lineWebhook(marked, kind) : worksCallback(company, marked, kind),
    };
  };

  const post = async ({ path, headers, body }: Webhook): Promise<boolean> => {
    try {
      const answer = await pool.request({ path, method: 'POST', headers, body });
      await answer.body.dump();
      return answer.statusCode === 200;
    } catch {
      return false;
    }
  };

  return {
    say: (way, arrived, since = performance.now()) => {
      const { marked, webhook } = next(way);
      book.said(marked, since, arrived);
      void post(webhook).then((taken) => {
        if (taken) return;
        refused += 1;
        book.refused(marked);
      });
    },
    get refused() {
      return refused;
    },
    close: () => pool.destroy(),
  };
}
