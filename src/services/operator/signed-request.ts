import { createHash } from 'node:crypto';
import type { NoteSigner } from '../../proof/note-key.ts';
import { isKeyId } from './operator-keys.ts';

/*
 * What an operator's signature covers. It travels in one header,
 * `authorization: Kakehashi {key id}.{time, epoch ms}.{nonce}.{SHA-256 of the body}.{signature}`: so who asks is known
 * before a byte of the body is read.
 */

/** A request but for its body. */
export interface RequestHead {
  readonly method: string;
  /** Whom it asks, with the port if it is not that of the scheme: another deployment may know the same key. */
  readonly host: string;
  /** With its query, if it has one. */
  readonly path: string;
}

/** A request as it is signed. */
export interface RequestFacts extends RequestHead {
  readonly body: Uint8Array;
}

/** What a signed request says of itself. */
export interface Credentials {
  readonly keyId: string;
  /** Epoch ms, as it was written. */
  readonly at: string;
  /** 16 random bytes, base64url: a request counts once. */
  readonly nonce: string;
  /** SHA-256 of the body, base64url. */
  readonly digest: string;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** Another purpose of the same key would have another first line. */
const PURPOSE = 'kakehashi operator v1';
const SCHEME = 'Kakehashi ';
const PARTS =
  /^([A-Za-z0-9_-]{1,32})\.(\d{1,15})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{86})$/;

/** A body as the header names it. */
export const digestOf = (body: Uint8Array): string =>
  createHash('sha256').update(body).digest('base64url');

/** The text that is signed: none of its parts can contain a line break. */
export function signedText(
  { method, host, path }: RequestHead,
  { at, nonce, digest }: Pick<Credentials, 'at' | 'nonce' | 'digest'>,
): string {
  return [PURPOSE, method, host, path, digest, at, nonce, ''].join('\n');
}

/** The header of a signed request. */
export function authorize(
  request: RequestFacts,
  {
    signer,
    at,
    nonce,
  }: { readonly signer: NoteSigner; readonly at: number; readonly nonce: string },
): string {
  const said = { at: String(at), nonce, digest: digestOf(request.body) };
  const signature = Buffer.from(signer.sign(signedText(request, said))).toString('base64url');
  return `${SCHEME}${[signer.key.name, said.at, nonce, said.digest, signature].join('.')}`;
}

/** Null: the header is not of this form. Each signature has one way to be written. */
export function readCredentials(header: string | null): Credentials | null {
  if (header?.startsWith(SCHEME) !== true) return null;
  const [, keyId, at, nonce, digest, encoded] = PARTS.exec(header.slice(SCHEME.length)) ?? [];
  if (keyId === undefined || at === undefined || nonce === undefined) return null;
  if (digest === undefined || encoded === undefined) return null;
  const signature = Buffer.from(encoded, 'base64url');
  const isCanonical = signature.toString('base64url') === encoded;
  return isKeyId(keyId) && isCanonical ? { keyId, at, nonce, digest, signature } : null;
}
