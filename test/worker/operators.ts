import {
  type NoteSigner,
  noteSigner,
  privateKeyOfSeed,
  writeVerifierKey,
} from '../../src/proof/note-key.ts';
import { authorize } from '../../src/services/operator/signed-request.ts';

/** Operators of a Worker in tests. */

const signerOf = (name: string, seed: number): NoteSigner =>
  noteSigner(name, privateKeyOfSeed(new Uint8Array(32).fill(seed)));

/** He may do anything, she may only look. */
export const taro = signerOf('taro', 1);
export const hanae = signerOf('hanae', 2);
/** Nobody's key, under a known name. */
export const stranger = signerOf('taro', 3);

/** What the deployment knows. */
export const DEPLOYMENT_SECRETS: Readonly<Record<string, string>> = {
  OPERATOR_KEYS: JSON.stringify({
    [writeVerifierKey(taro.key)]: 'operate',
    [writeVerifierKey(hanae.key)]: 'read',
  }),
  MASTER_KEYS: JSON.stringify({ first: Buffer.alloc(32, 1).toString('base64') }),
};

let nonces = 0;

/** Asks the Worker as an operator does. Returns status and body. */
export async function askWorker(
  url: string,
  verb: string,
  body: unknown,
  signer = taro,
): Promise<readonly [number, unknown]> {
  const path = `/operator/v1/${verb}`;
  const text = JSON.stringify(body);
  const nonce = String(nonces++).padStart(22, 'n');
  const facts = { method: 'POST', host: new URL(url).host, path, body: Buffer.from(text) };
  const authorization = authorize(facts, { signer, at: Date.now(), nonce });
  const headers = { authorization };
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: text, headers });
  return [answer.status, await answer.json()];
}
