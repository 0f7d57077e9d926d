import * as z from 'zod';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import { jsonOf } from '../answers.ts';
import {
  type Call,
  callWithToken,
  FILE_DEADLINE_MS,
  MAX_ANSWER_BYTES,
  SEND_DEADLINE_MS,
} from '../calls.ts';
import { type HttpAnswer, isSuccess, sent, unreadable } from '../failure.ts';
import type { HttpPort } from '../http.ts';
import * as lenient from '../lenient.ts';
import type { TokenSource } from '../token-source.ts';
import { failedAnswer } from './answers.ts';
import { fileForm, type UploadFile } from './multipart.ts';

/** The address for one upload (line-works.md §4). */
export interface UploadAddress {
  readonly fileId: string;
  readonly uploadUrl: string;
}

/** One redirect is documented; more than a few is a circle. */
export const MOST_REDIRECTS = 3;

const addressSchema = z.object({ fileId: lenient.fileId, uploadUrl: lenient.text });

/** Null unless it has both: without them there is no address to upload to. */
export function uploadAddressOf(answer: HttpAnswer): UploadAddress | null {
  const { data } = addressSchema.safeParse(jsonOf(answer));
  if (data?.fileId == null || !data.uploadUrl) return null;
  return { fileId: data.fileId, uploadUrl: data.uploadUrl };
}

/** LINE WORKS keeps photos up to 10 MB (line-works.md §6). */
const MAX_PHOTO_BYTES = 10_485_760;

/** Calls to LINE WORKS' storage: with the Bearer, which the door lets out to known hosts only. */
export interface FileParts {
  readonly http: HttpPort;
  readonly tokens: TokenSource;
  readonly now: () => number;
}

/** Uploads to an address that `POST …/attachments` gave. */
export async function uploadTo(
  { http, tokens, now }: FileParts,
  { fileId, uploadUrl }: UploadAddress,
  file: UploadFile,
): Promise<Outcome<{ readonly fileId: string }>> {
  const { contentType, body } = fileForm(file);
  const result = await callWithToken(http, tokens, {
    method: 'POST',
    url: uploadUrl,
    headers: { 'content-type': contentType },
    body,
    // A small picture: messages behind it wait meanwhile.
    deadlineMs: SEND_DEADLINE_MS,
  });
  if (result.kind !== 'answered') return result;
  // Its description of the file is known already; an unreadable body changes nothing.
  return isSuccess(result.answer) ? sent({ fileId }) : failedAnswer(result.answer, now());
}

/**
 * Gets a file behind redirects. They are followed by hand: `fetch` would drop the Bearer, and the
 * storage demands it (line-works.md §4, §6).
 *
 * @param deadlineMs of each call
 * @returns null when there is no such file
 */
export async function getRedirected(
  { http, tokens, now }: FileParts,
  url: string,
  onAnswer: (answer: HttpAnswer) => void,
  deadlineMs = FILE_DEADLINE_MS,
): Promise<Outcome<Uint8Array | null>> {
  const rest: Omit<Call, 'url'> = { method: 'GET', deadlineMs };
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const maxBytes = hop === 0 ? MAX_ANSWER_BYTES : MAX_PHOTO_BYTES;
    const result = await callWithToken(http, tokens, { ...rest, url: at, maxBytes });
    if (result.kind !== 'answered') return result;
    const { answer } = result;
    if (hop === 0) onAnswer(answer);
    if (isSuccess(answer)) return answer.body.length > 0 ? sent(answer.body) : sent(null);
    if (answer.status === 404) return sent(null);
    const next = redirectOf(answer, at);
    if (next === null) return failedAnswer(answer, now());
    if (hop >= MOST_REDIRECTS) return unreadable(answer);
    at = next;
  }
}

/** The target of a redirect; null when the answer is none. */
export function redirectOf(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  from: string,
): string | null {
  if (answer.status < 300 || answer.status >= 400) return null;
  const { location } = answer.headers;
  return (location && URL.parse(location, from)?.href) || null;
}
