import type { OperatorRole } from '../../domain/operator/verbs.ts';
import { type NoteKey, readVerifierKey } from '../../proof/note-key.ts';

/** A public key of an operator: with it a request is checked, and none can be made. */
export interface OperatorKey {
  /** The name in the key, which the logs show. */
  readonly keyId: string;
  readonly role: OperatorRole;
  readonly key: NoteKey;
}

export type OperatorKeys =
  | { readonly ok: true; readonly keys: readonly OperatorKey[] }
  /** In sentences for whoever deploys; they contain no key. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Of a key: it stands in headers and logs. */
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

export const isKeyId = (text: string): boolean => KEY_ID.test(text);

/**
 * Reads `OPERATOR_KEYS`: a JSON object of public keys as `workspace keygen` prints them, each with its role,
 * `{"taro+1a2b3c4d+…": "operate"}`. Without it there are no operators.
 */
export function readOperatorKeys(text: string | undefined): OperatorKeys {
  if (text === undefined || text === '') return { ok: true, keys: [] };
  const entries = entriesOf(text);
  if (entries === null) {
    return faulty('must be a JSON object of public keys and roles: {"taro+1a2b3c4d+…": "operate"}');
  }
  const keys: OperatorKey[] = [];
  for (const [index, [written, role]] of entries.entries()) {
    const key = readVerifierKey(written);
    if (key === null || !isKeyId(key.name)) {
      return faulty(`entry ${index + 1} is not a public key as "workspace keygen" prints it`);
    }
    if (role !== 'operate' && role !== 'read') {
      return faulty(`the role of "${key.name}" must be operate or read`);
    }
    keys.push({ keyId: key.name, role, key });
  }
  return keys.length === new Set(keys.map(({ keyId }) => keyId)).size
    ? { ok: true, keys }
    : faulty('two keys have the same name');
}

const faulty = (fault: string): OperatorKeys => ({
  ok: false,
  faults: [`OPERATOR_KEYS: ${fault}`],
});

function entriesOf(text: string): [string, unknown][] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? Object.entries(parsed) : null;
  } catch {
    // The parser's own message would quote the text.
    return null;
  }
}
