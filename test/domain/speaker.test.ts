import { expect, test } from 'vitest';
import { channelId, lineUserId, memberId } from '../../src/domain/ids.ts';
import { type Asked, speakerOf, whoSpeaks } from '../../src/domain/speaker.ts';

const USER = 'U4af4980629e4b2a3c1d5e6f708192a3b';

test.each<[string, Asked]>([
  [
    `line:2000000001:${USER}`,
    { side: 'line', channelId: channelId('2000000001'), lineUserId: lineUserId(USER) },
  ],
  ['line:2:U:3', { side: 'line', channelId: channelId('2'), lineUserId: lineUserId('U:3') }],
  ['works:tanaka', { side: 'line-works', memberId: memberId('tanaka') }],
  ['works:line:2:U', { side: 'line-works', memberId: memberId('line:2:U') }],
])('%s is read as it was written', (key, asked) => {
  expect(speakerOf(asked)).toBe(key);
  expect(whoSpeaks(speakerOf(asked))).toEqual(asked);
});
