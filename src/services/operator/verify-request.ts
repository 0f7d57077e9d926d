import { MINUTE_MS } from '../../domain/durations.ts';
import { mayUse, type Operator, type Verb } from '../../domain/operator/verbs.ts';
import { isSignedBy } from '../../proof/note-key.ts';
import type { OperatorKey } from './operator-keys.ts';
import { digestOf, type RequestHead, readCredentials, signedText } from './signed-request.ts';

/** How far the operator's clock may be from ours, either way. */
const MOST_SKEW_MS = 2 * MINUTE_MS;
/** How long a nonce is remembered: longer than a request of that time can be accepted. */
export const NONCE_KEPT_MS = 5 * MINUTE_MS;

/** Why a request is refused. Whoever holds no key learns `unsigned` alone. */
export type Refusal = 'unsigned' | 'wrong-time' | 'forbidden';

export type Judged =
  | { readonly ok: true; readonly by: Operator; readonly nonce: string; readonly digest: string }
  | { readonly ok: false; readonly why: Refusal };

/**
 * Judges by the signature who asks and whether that key may use the verb, before the body is read; then `hasBody` says
 * whether it is the one that was signed. A signed request can be sent twice: whether its nonce has been seen is the
 * registry's to say.
 */
export function judgeRequest(
  request: RequestHead & { readonly authorization: string | null; readonly verb: Verb },
  keys: readonly OperatorKey[],
  now: number,
): Judged {
  const said = readCredentials(request.authorization);
  const known = keys.find(({ keyId }) => keyId === said?.keyId);
  if (said === null || known === undefined) return refused('unsigned');
  if (!isSignedBy(known.key, signedText(request, said), said.signature)) return refused('unsigned');
  if (Math.abs(Number(said.at) - now) > MOST_SKEW_MS) return refused('wrong-time');
  const { keyId, role } = known;
  const { nonce, digest } = said;
  return mayUse(role, request.verb)
    ? { ok: true, by: { keyId, role }, nonce, digest }
    : refused('forbidden');
}

/** Whether these bytes are the body that was signed. */
export const hasBody = ({ digest }: Judged & { readonly ok: true }, body: Uint8Array): boolean =>
  digestOf(body) === digest;

const refused = (why: Refusal): Judged => ({ ok: false, why });
