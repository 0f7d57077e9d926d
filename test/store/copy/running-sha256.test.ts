import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  FIRST_SHA256,
  runningSha256,
  sha256State,
} from '../../../src/store/copy/running-sha256.ts';

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a digest that is put down after each piece is that of the whole', () => {
  const bytes = Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * at + 7 * at) % 256));
  for (const step of [1, 3, 55, 56, 63, 64, 65, 127, 128, 999, 2000]) {
    let state = FIRST_SHA256;
    for (let at = 0; at < bytes.length; at += step) {
      const run = runningSha256(sha256State.parse(JSON.parse(JSON.stringify(state))));
      run.take(bytes.subarray(at, at + step));
      expect(run.hex()).toBe(digestOf(bytes.subarray(0, at + step)));
      state = run.state();
    }
  }
  expect(runningSha256(FIRST_SHA256).hex()).toBe(digestOf(Buffer.alloc(0)));
});
