import { botUserIdOf } from '../../sandbox/line/ids.ts';
import { BRIDGE_BOT, BRIDGE_SECRET, OA, OA_SECRET } from '../helpers/company.ts';
import { lineTextEvent, signed, someLineUserId, worksTextEvent } from '../helpers/webhooks.ts';
import { type Asked, statusOf } from './requests.ts';

/** Signed callbacks of both platforms, each with a mark of its own. */

const DESTINATION = botUserIdOf(OA);
const SOMEBODY = someLineUserId();
const MEMBER = '11111111-2222-4333-8444-555555555555';
const PAUSE_MS = 50;

export interface Sent {
  readonly mark: string;
  /** Its status; 0: no answer. */
  readonly status: number;
}

export function lineCallback(origin: string, mark: string): Asked {
  const event = lineTextEvent({ userId: SOMEBODY, text: mark, at: Date.now() });
  const body = JSON.stringify({ destination: DESTINATION, events: [event] });
  const headers = { 'x-line-signature': signed(OA_SECRET, body) };
  return { url: `${origin}/line/webhook`, method: 'POST', body, headers };
}

export function worksCallback(origin: string, mark: string): Asked {
  const body = JSON.stringify(worksTextEvent({ userId: MEMBER, text: mark, at: Date.now() }));
  const headers = {
    'x-works-signature': signed(BRIDGE_SECRET, body),
    'x-works-botid': BRIDGE_BOT,
  };
  return { url: `${origin}/works/callback`, method: 'POST', body, headers };
}

export const send = async (asked: Asked, mark: string): Promise<Sent> => ({
  mark,
  status: await statusOf(asked),
});

export interface Stream {
  /** Ends sending and waits for the answers to all that was sent. */
  end(): Promise<readonly Sent[]>;
}

/** Sends one callback after another through a proxy, not waiting for answers. */
export function startStream(origin: string, name: string): Stream {
  const sent: Promise<Sent>[] = [];
  const next = () => {
    const mark = `${name}-${sent.length}.`;
    const callback = sent.length % 2 === 0 ? worksCallback : lineCallback;
    sent.push(send(callback(origin, mark), mark));
  };
  const timer = setInterval(next, PAUSE_MS);
  return {
    end: () => {
      clearInterval(timer);
      return Promise.all(sent);
    },
  };
}
