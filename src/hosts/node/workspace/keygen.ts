import { randomBytes } from 'node:crypto';
import { MASTER_KEY_BYTES, readMasterKeys } from '../../../config/settings/master-keys.ts';
import { writeVerifierKey } from '../../../proof/note-key.ts';
import { isKeyId } from '../../../services/operator/operator-keys.ts';
import { EXIT, type ExitCode, type Invocation, need, WrongUse } from './invocation.ts';
import { makeKeyFile } from './key-file.ts';

/** `keygen NAME [--role operate|read] [--out FILE]`: makes an operator's key, and says what the Worker has to know. */
export async function keygen(invocation: Invocation): Promise<ExitCode> {
  const { args, flags, say, print } = invocation;
  if (flags.master !== undefined) return masterKey(invocation, flags.master);
  const name = need(args[0], say.needsKeyName);
  const { role = 'operate', out = `${name}.key` } = flags;
  if (!isKeyId(name)) throw new WrongUse(say.needsKeyName);
  if (role !== 'operate' && role !== 'read') throw new WrongUse(say.needsRole);
  try {
    const { key } = makeKeyFile(out, name);
    print(say.keyMade(out, JSON.stringify({ [writeVerifierKey(key)]: role })));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    print(say.notWritten(out, String(error.code)));
    return EXIT.refused;
  }
}

/** `keygen --master ID`: a key that seals settings. It is printed and kept nowhere. */
function masterKey({ say, print, warn }: Invocation, id: string): ExitCode {
  const entry = JSON.stringify({ [id]: randomBytes(MASTER_KEY_BYTES).toString('base64') });
  if (!readMasterKeys(entry).ok) throw new WrongUse(say.needsMasterId);
  warn(say.masterMade);
  print(entry);
  return EXIT.done;
}
