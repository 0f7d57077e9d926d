import { expect, test } from 'vitest';
import { systemChance, tokenSource } from '../../src/hosts/chance.ts';

test('each byte of a pool stands in one token only, and a new pool follows an old one', () => {
  let pools = 0;
  const token = tokenSource((pool) => {
    pools += 1;
    for (let at = 0; at < pool.length; at += 2) pool.writeUInt16BE(pools * 4096 + at / 2, at);
  });
  const tokens = Array.from({ length: 700 }, () => token(16));
  expect(new Set(tokens).size).toBe(700);
  expect(pools).toBe(3);
  for (const each of tokens) expect(Buffer.from(each, 'base64url')).toHaveLength(16);
});

test('tokens of any length are as long as was asked for', () => {
  for (const bytes of [1, 12, 16, 18, 32, 4096]) {
    expect(Buffer.from(systemChance.token(bytes), 'base64url')).toHaveLength(bytes);
  }
  expect(() => systemChance.token(4097)).toThrow(RangeError);
});
