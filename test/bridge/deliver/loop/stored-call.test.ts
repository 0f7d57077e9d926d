import { expect, test } from 'vitest';
import type { PlatformCall } from '../../../../bridge/deliver/loop/platform-call.ts';
import { callOf, callText } from '../../../../bridge/deliver/loop/stored-call.ts';
import {
  botId,
  channelId,
  entryId,
  lineUserId,
  memberId,
  talkRoomId,
  worksChannelId,
} from '../../../../src/domain/ids.ts';
import { StoredShapeFault } from '../../../../src/store/memory/stored-json.ts';

const bot = { botId: botId('1') };
const oa = { channelId: channelId('1') };
const hanako = { lineUserId: lineUserId('U1') };
const room = { roomId: talkRoomId(1) };
const place = { worksChannelId: worksChannelId('c') };
const covers = [{ rowId: 1, parts: 2, last: true }];
const creation = { attempts: 1, unclear: 0, firstAttemptAt: 5 };
const file = { ...bot, entryId: entryId(1), covers };

/** One of each kind. */
const CALLS: readonly PlatformCall[] = [
  { step: 'line-profile', ...oa, ...hanako },
  { step: 'line-say', ...oa, ...hanako, covers },
  { step: 'line-answer', ...oa, covers },
  { step: 'line-leave', ...oa, chat: 'room', chatId: 'R1', covers },
  { step: 'create-room', ...bot, ...room },
  { step: 'inspect-room', ...bot, ...room, ...place },
  { step: 'check-room', ...bot, ...room, ...place, creation },
  { step: 'say-in-channel', ...bot, ...place, covers },
  { step: 'say-to-member', ...bot, memberId: memberId('u1'), covers },
  { step: 'upload-picture', ...bot, link: 'l', covers },
  { step: 'fetch-media', from: 'line', ...oa, ...file },
  { step: 'fetch-media', from: 'line-works', channelId: null, ...file },
  { step: 'upload-media', ...file },
  { step: 'leave-channel', ...bot, ...place, covers: [] },
];

test.each(CALLS.map((call) => [call.step, call] as const))(
  '%s is read as written',
  (_name, call) => {
    expect(callOf({ address: callText(call) })).toEqual(call);
    // As the version before wrote it.
    expect(callOf({ address: JSON.stringify(call) })).toEqual(call);
  },
);

test.each([
  '',
  '{"step":"dance"}',
  '{"step":"line-answer","channelId":"1"}',
  '{"v":2,"step":"line-answer","channelId":"1","covers":[]}',
  '{"step":"create-room","botId":1,"roomId":1}',
])('%s is a fault', (address) => {
  expect(() => callOf({ address })).toThrow(StoredShapeFault);
});
