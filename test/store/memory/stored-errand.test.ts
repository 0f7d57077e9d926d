import { describe, expect, test } from 'vitest';
import type { Errand } from '../../../src/domain/delivery/errand.ts';
import {
  botId,
  channelId,
  entryId,
  lineUserId,
  memberId,
  talkRoomId,
  worksChannelId,
} from '../../../src/domain/ids.ts';
import { errandText, readErrandText } from '../../../src/store/memory/stored-errand.ts';
import { StoredShapeFault } from '../../../src/store/memory/stored-json.ts';
import { knownErrandOf, type OutboxRow } from '../../../src/store/queue/outbox.ts';

const speech = {
  text: 'どなたに？',
  buttons: [
    { label: '田中', token: 't', says: '田中' },
    { label: '開く', url: 'https://e.example/' },
  ],
  rows: [{ title: 'a', subtitle: 'b', pictureUrl: null, pictureOf: memberId('u1') }],
  qr: 'https://e.example/',
  sender: '田中',
  senderId: memberId('u1'),
  senderIconUrl: 'https://e.example/a.png',
};
const bot = botId('1');
const member = memberId('u1');
const oa = channelId('1');
const hanako = lineUserId('U1');
const relay = { do: 'relay', to: 'line', quotedEntryId: null, inWords: false } as const;

/** One or more of every kind, with every field. */
const ERRANDS: readonly Errand[] = [
  relay,
  {
    ...relay,
    to: 'line-works',
    quotedEntryId: entryId(4),
    withoutIcon: true,
    withoutName: true,
    upload: { fileId: 'f', at: 1, as: 'image' },
    asFile: true,
    waitsSince: 1,
    hadChance: true,
    late: { placeId: 3 },
  },
  { do: 'tell-room', speech, farewell: true, plain: true, keepsPlaceOf: [entryId(1)] },
  { do: 'introduce-room' },
  { do: 'transcript', heading: { from: member }, entryIds: [entryId(1)] },
  { do: 'transcript', heading: null, entryIds: [] },
  { do: 'leave-room', worksChannelId: worksChannelId('c') },
  { do: 'tell-member', botId: bot, memberId: member, speech, provesReach: false, plain: true },
  { do: 'show-qr', botId: bot, memberId: member, link: 'l', fileId: null, uploadedAnew: false },
  { do: 'fetch-media', entryId: entryId(1), from: 'line', channelId: oa },
  { do: 'fetch-media', entryId: entryId(1), from: 'line-works', channelId: null },
  { do: 'upload-media', entryId: entryId(1) },
  {
    do: 'tell-line-user',
    channelId: oa,
    lineUserId: hanako,
    speech,
    inLanguage: { ja: speech, en: { text: 'To whom?' } },
    notice: 'question',
    replyOnly: true,
    aboutRoomId: talkRoomId(1),
    keptId: 1,
    plain: true,
    withoutIcon: true,
    withoutName: true,
    keepsPlaceOf: [],
  },
  { do: 'answer-message', channelId: oa, token: 't', speech, notice: 'no-user', plain: true },
  { do: 'leave-line-chat', channelId: oa, chat: 'group', chatId: 'C1' },
];

describe('a stored errand', () => {
  test.each(ERRANDS.map((errand) => [errand.do, errand] as const))(
    '%s is read as written',
    (_do, errand) => {
      expect(readErrandText(errandText(errand))).toEqual(errand);
    },
  );

  test('written before there were versions is of the first', () => {
    expect(readErrandText(JSON.stringify(relay))).toEqual(relay);
    expect(JSON.parse(errandText(relay))).toEqual({ v: 1, ...relay });
  });

  test('is read once for the same text', () => {
    const one = errandText({ ...relay, quotedEntryId: entryId(77) });
    expect(readErrandText(one)).toBe(readErrandText(`${one}`));
    expect(Object.isFrozen(readErrandText(one))).toBe(true);
  });

  test('keeps a field that is not known', () => {
    expect(readErrandText(JSON.stringify({ ...relay, new: 1 }))).toEqual({ ...relay, new: 1 });
  });

  test.each([
    ['of a later version', { v: 2, ...relay }],
    ['of a version that is none', { v: '1', ...relay }],
    ['of an unknown kind', { do: 'dance' }],
    ['without its kind', { to: 'line' }],
    ['without a field', { do: 'relay', to: 'line', inWords: false }],
    ['with a field of another type', { ...relay, inWords: 'no' }],
    ['to nowhere', { ...relay, to: 'mars' }],
    ['without its words', { do: 'tell-room', farewell: false }],
    ['that is a list', []],
    ['that is null', null],
  ])('%s is a fault', (_which, stored) => {
    expect(() => readErrandText(JSON.stringify(stored))).toThrow(StoredShapeFault);
  });

  test.each(['', '{"do":', '秘密', JSON.stringify({ ...relay, to: '秘密', inWords: '秘密' })])(
    'fault names places, never what stands there: %j',
    (text) => {
      expect(() => readErrandText(text)).toThrow(/^Stored errand not understood: [\w.:; ]+$/);
    },
  );
});

test('in passing, a row that cannot be read is what its columns say', () => {
  const row = { payload: '{"v":2}', roomId: talkRoomId(1), entryId: entryId(1) };
  const known = (rest: Partial<OutboxRow>) => knownErrandOf({ ...ROW, ...row, ...rest });
  expect(known({ lane: 'room:1:line' })).toMatchObject({ do: 'relay', to: 'line' });
  expect(known({ lane: 'room:1:line-works' })).toMatchObject({ do: 'relay', to: 'line-works' });
  expect(known({ entryId: null })).toBeNull();
  expect(known({ payload: null })).toBeNull();
  expect(known({ payload: errandText({ do: 'introduce-room' }) })).toEqual({
    do: 'introduce-room',
  });
});

const ROW: OutboxRow = {
  id: 1,
  lane: 'room:1:line',
  class: 1,
  roomId: null,
  entryId: null,
  payload: null,
  progress: 0,
  moves: 0,
  state: 'queued',
  reason: null,
  createdAt: 0,
  faults: 0,
  inboxId: null,
};
