import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  digestContent,
  digestName,
  hashEntry,
  headAfter,
  NO_HEAD,
} from '../../src/proof/hashes.ts';
import { readText } from '../house/sources.ts';

/* docs/audit-format.md is what strangers verify by: its example is worked out here in both ways. */

const example = new Map(
  [...readText('docs/audit-format.md').matchAll(/^(name|content|array|hash|head) +(.+)$/gm)].map(
    ([, key = '', value = '']) => [key, value],
  ),
);
const said = (key: string) => example.get(key) ?? '';
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

test('the example of the format is what the program writes', () => {
  const name = digestName('c2FsdC1vZi1oYW5ha28', '花子');
  const content = digestContent('c2FsdC1vZi13b3Jkcw', 'こんにちは', null);
  const hash = hashEntry({
    ...{ id: 1, at: 1764201600000, action: 'message.receive', actorKind: 'line-user' },
    ...{ actorId: 'U0123', actorName: name, roomId: 7, channelId: '1657000001' },
    ...{ lineUserId: 'U0123', lineUserName: name, memberId: null, memberName: null },
    ...{ direction: 'in', kind: 'text', outcome: 'relayed', reason: null, aboutId: null },
    ...{ facts: '{}', content },
  });
  expect({ name, content, hash, head: headAfter(NO_HEAD, hash) }).toEqual({
    name: said('name'),
    content: said('content'),
    hash: said('hash'),
    head: said('head'),
  });
});

test('the example follows from its own rules', () => {
  expect(sha256('["name","c2FsdC1vZi1oYW5ha28","花子"]')).toBe(said('name'));
  expect(sha256('["content","c2FsdC1vZi13b3Jkcw","こんにちは",null]')).toBe(said('content'));
  expect(sha256(said('array'))).toBe(said('hash'));
  const bytes = Buffer.from('0'.repeat(64) + said('hash'), 'hex');
  expect(sha256(bytes)).toBe(said('head'));
});
