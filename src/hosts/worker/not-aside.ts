/**
 * The key for a new file. Files about the end of a log that was lost may stand where its files stand, since a lock rule
 * of the bucket keeps them: nothing is written over them, and a number makes a key of its own.
 *
 * @param keyOf the key with a suffix before its extension
 */
export function keyBeside(stays: readonly string[], keyOf: (suffix: string) => string): string {
  let key = keyOf('');
  for (let number = 2; stays.includes(key); number += 1) key = keyOf(`-${number}`);
  return key;
}
