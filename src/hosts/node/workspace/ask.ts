import * as z from 'zod';
import { SECOND_MS } from '../../../domain/durations.ts';
import type { Verb } from '../../../domain/operator/verbs.ts';
import { authorize } from '../../../services/operator/signed-request.ts';
import { EXIT, type ExitCode, type Invocation, need, WrongUse } from './invocation.ts';
import { readKeyFile } from './key-file.ts';

/** How long an answer is waited for: a doctor asks both platforms. */
const ANSWER_MS = 90 * SECOND_MS;

export type Asked =
  | { readonly ok: true; readonly body: unknown }
  /** What to say, and how the command ends. */
  | { readonly ok: false; readonly exit: ExitCode; readonly text: string };

const refusedBody = z.object({
  error: z.string().catch(''),
  detail: z.string().catch(''),
  faults: z.array(z.string()).catch([]),
  from: z.string().catch(''),
});

/** Asks the deployment at `--at`, signed with the key of `--key`. */
export async function ask(
  invocation: Invocation,
  verb: Verb,
  body: Readonly<Record<string, unknown>>,
): Promise<Asked> {
  const { outside, say } = invocation;
  const origin = originOf(invocation);
  const signer = signerOf(invocation);
  const bytes = Buffer.from(JSON.stringify(body));
  const path = `/operator/v1/${verb}`;
  const request = { method: 'POST', host: new URL(origin).host, path, body: bytes };
  const authorization = authorize(request, { signer, at: outside.now(), nonce: outside.nonce() });
  try {
    const answer = await outside.fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return judge(answer.status, await answer.text(), say);
  } catch (error) {
    return { ok: false, exit: EXIT.unclear, text: say.noAnswer(origin, detailOf(error)) };
  }
}

function judge(status: number, text: string, say: Invocation['say']): Asked {
  const body = parsed(text);
  if (status >= 200 && status < 300 && body !== null) return { ok: true, body };
  const { error, detail, faults, from } = refusedBody.parse(body ?? {});
  const words = say.refused;
  const known = isCode(words, error) ? words[error] : say.otherAnswer(String(status));
  const sentence = typeof known === 'string' ? known : known(detail || from);
  return {
    ok: false,
    exit: exitOf(status, error),
    text: [sentence, ...faults.map((each) => `  ${each}`)].join('\n'),
  };
}

function exitOf(status: number, error: string): ExitCode {
  // Kept, and it waits for what is missing.
  if (error === 'not-running') return EXIT.red;
  // The workspace may have done it before it was lost.
  const isUnclear = error === 'no-answer' || error === '';
  return status >= 500 && isUnclear ? EXIT.unclear : EXIT.refused;
}

const isCode = <Codes extends object>(words: Codes, code: string): code is keyof Codes & string =>
  Object.hasOwn(words, code);

function parsed(text: string): object | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' ? body : null;
  } catch {
    return null;
  }
}

/** Node hides the reason below "fetch failed". */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : error.message;
}

/** Where the deployment is: `--at`, or `KAKEHASHI_AT`. */
export function originOf({ flags, environment, say }: Invocation): string {
  const url = URL.parse(need(flags.at ?? environment.KAKEHASHI_AT, say.needsAt));
  const isLocal = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !isLocal)) throw new WrongUse(say.needsAt);
  return url.origin;
}

function signerOf({ flags, environment, say }: Invocation) {
  const path = need(flags.key ?? environment.KAKEHASHI_KEY, say.needsKey);
  const signer = orNull(() => readKeyFile(path));
  if (signer === null) throw new WrongUse(say.noKeyIn(path));
  return signer;
}

/** A file that is not there, or not ours to read. */
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
