import type { HttpResult } from '../../platforms/http.ts';
import { lastSigned } from './make-checkpoint.ts';
import type { CheckpointParts } from './parts.ts';

const DEADLINE_MS = 10_000;
/** The answer is not read. */
const ANSWER_MAX = 64 * 1024;

/**
 * Posts the newest checkpoint, which stands for all before it. What fails is told in `status`, and
 * tried again.
 *
 * @returns whether there is nothing left to post
 */
export async function postCheckpoint({
  context,
  host,
  url,
  news,
}: CheckpointParts): Promise<boolean> {
  const last = lastSigned({ context });
  if (url === null || last === null) return true;
  const result = await host.post({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: last.note,
    deadlineMs: DEADLINE_MS,
    maxBytes: ANSWER_MAX,
  });
  const detail = faultOf(result);
  if (detail === null) {
    news.postFault = null;
    news.postedAt = context.clock.now();
    return true;
  }
  news.postFault = { since: news.postFault?.since ?? context.clock.now(), detail };
  return false;
}

/** What went wrong, as a code; null: it was taken. A redirect is not followed. */
function faultOf(result: HttpResult): string | null {
  switch (result.kind) {
    case 'answer':
      return result.status >= 200 && result.status < 300 ? null : `HTTP ${result.status}`;
    case 'not-sent':
    case 'none-free':
    case 'withheld':
      return 'not sent';
    case 'no-answer':
      // A longer answer came after all: the note was taken or not, and is sent again.
      return result.reason;
    default:
      return result satisfies never;
  }
}
