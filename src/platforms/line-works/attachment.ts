import type { Outcome } from '../../domain/delivery/outcome.ts';
import {
  drop,
  FILE_PATIENCE,
  type Sink,
  type StreamAnswer,
  streamWithToken,
  takeDownload,
  wholeAnswer,
} from '../download.ts';
import { type HttpAnswer, isSuccess, refused, sent } from '../failure.ts';
import { isDoorRefusal } from '../http-door.ts';
import type { HttpStreamPort } from '../http-stream.ts';
import type { TokenSource } from '../token-source.ts';
import { failedAnswer } from './answers.ts';
import { MOST_REDIRECTS, redirectOf, type UploadAddress } from './files.ts';
import { type StreamedFile, streamedForm } from './multipart.ts';

/** How whole files pass to and from LINE WORKS' storage: with the Bearer, in pieces. */
export interface StreamParts {
  readonly stream: HttpStreamPort;
  readonly tokens: TokenSource;
  readonly now: () => number;
}

/**
 * Gets a member's file (line-works.md §4): a 302 leads to the storage, which demands the Bearer as
 * well. Redirects are followed by hand, to known hosts only: another host gets no request.
 *
 * `onAnswer` gets the first answer, which carries the rate. A file that is no longer there is
 * refused as `gone`.
 */
export async function getAttachment<Taken>(
  { stream, tokens, now }: StreamParts,
  url: string,
  onAnswer: (answer: Pick<HttpAnswer, 'headers'>) => void,
  sink: Sink<Taken>,
): Promise<Outcome<Taken>> {
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const call = { method: 'GET' as const, url: at, headers: {}, ...FILE_PATIENCE };
    const result = await streamWithToken(stream, tokens, call);
    if (result.kind !== 'answered') return hop === 0 ? result : strayed(result);
    const { answer } = result;
    if (hop === 0) onAnswer(answer);
    if (answer.status >= 200 && answer.status < 300) return takeDownload(answer, sink);
    const next = redirectOf(answer, at);
    if (next === null) return failed(answer, now());
    await drop(answer);
    if (hop >= MOST_REDIRECTS) return refused('gone', answer.status, 'redirects go in a circle');
    at = next;
  }
}

/** Uploads a file in pieces to an address that `POST …/attachments` gave. */
export async function uploadStreamedTo(
  { stream, tokens, now }: StreamParts,
  { fileId, uploadUrl }: UploadAddress,
  file: StreamedFile,
): Promise<Outcome<{ readonly fileId: string }>> {
  const form = streamedForm(file);
  const headers = { 'content-type': form.contentType };
  const call = { method: 'POST' as const, url: uploadUrl, headers, ...FILE_PATIENCE };
  const result = await streamWithToken(stream, tokens, call, async () => {
    const pieces = await file.open();
    return pieces && { length: form.length, pieces: form.around(pieces) };
  });
  if (result.kind !== 'answered') return result;
  const answer = await wholeAnswer(result.answer);
  if (answer.kind !== 'answer') return answer;
  // Its description of the file is known already; an unreadable body changes nothing.
  return isSuccess(answer) ? sent({ fileId }) : failedAnswer(answer, now());
}

/** A redirect that our door refuses will lead to the same place next time. */
function strayed(failure: Exclude<Outcome<never>, { kind: 'sent' }>): Outcome<never> {
  if (failure.kind !== 'retry' || !isDoorRefusal(failure.detail)) return failure;
  return refused('forbidden', 0, `redirected: ${failure.detail}`);
}

async function failed(answer: StreamAnswer, now: number): Promise<Outcome<never>> {
  const whole = await wholeAnswer(answer);
  if (whole.kind !== 'answer') return whole;
  const failure = failedAnswer(whole, now);
  const isGone = failure.kind === 'refused' && failure.reason === 'not-found';
  return isGone ? { ...failure, reason: 'gone' } : failure;
}
