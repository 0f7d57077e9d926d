import { expect, test } from 'vitest';
import type { Errand, RelayErrand } from '../../../src/domain/delivery/errand.ts';
import type { RefusalReason } from '../../../src/domain/delivery/outcome.ts';
import type { Blame } from '../../../src/domain/delivery/sender-form.ts';
import {
  type RefusedRow,
  type RowChange,
  simplerOnLine,
  simplerOnWorks,
  type WorksSay,
} from '../../../src/domain/delivery/way-round.ts';
import { botId, channelId, lineUserId, memberId } from '../../../src/domain/ids.ts';
import type { Speech } from '../../../src/domain/messages/speech.ts';

const row = (errand: Errand, change: Partial<RefusedRow> = {}): RefusedRow => ({
  id: 1,
  errand,
  progress: 0,
  moves: 0,
  isText: false,
  hasFile: false,
  uploadIsOld: false,
  ...change,
});
const relay = (change: Partial<RelayErrand> = {}): RelayErrand => ({
  do: 'relay',
  to: 'line',
  quotedEntryId: null,
  inWords: false,
  ...change,
});
const upload = { fileId: 'f', at: 1, as: 'video' } as const;
const said = (speech: Speech): Errand => ({ do: 'tell-room', speech, farewell: false });
const button = { label: '見る', token: 'see', says: '見る' };
const withButtons = said({ text: 'ようこそ', buttons: [button] });
const qr: Errand = {
  do: 'show-qr',
  botId: botId('1'),
  memberId: memberId('tanaka'),
  link: 'https://example.test',
  fileId: 'f',
  uploadedAnew: false,
};
const changed = (change: object) => expect.objectContaining({ id: 1, errand: change });

test.each<[string, WorksSay, RefusalReason, RefusedRow, RowChange | null]>([
  ['a text', 'say-in-channel', 'bad-request', row(relay(), { isText: true }), null],
  [
    'a sticker or place: in words',
    'say-in-channel',
    'bad-request',
    row(relay()),
    { id: 1, errand: relay({ inWords: true }) },
  ],
  ['in words once', 'say-in-channel', 'bad-request', row(relay({ inWords: true })), null],
  ['not for another reason', 'say-in-channel', 'forbidden', row(relay()), null],
  [
    'a film: as a file, with a new upload',
    'say-in-channel',
    'too-large',
    row(relay({ upload }), { hasFile: true }),
    { id: 1, errand: relay({ asFile: true }) },
  ],
  [
    'a film whose upload has died: a new one, in its own form',
    'say-in-channel',
    'not-found',
    row(relay({ upload }), { hasFile: true, uploadIsOld: true }),
    { id: 1, errand: relay() },
  ],
  [
    'an upload that the storage does not take: as a file',
    'upload-media',
    'bad-request',
    row(relay(), { hasFile: true }),
    { id: 1, errand: relay({ asFile: true }) },
  ],
  [
    'as a file once',
    'upload-media',
    'bad-request',
    row(relay({ asFile: true }), { hasFile: true }),
    null,
  ],
  [
    'buttons: the text alone, from its beginning',
    'say-to-member',
    'bad-request',
    row(withButtons),
    { id: 1, errand: { ...withButtons, plain: true } as Errand, progress: 0 },
  ],
  [
    'buttons below a text that has gone out: all is said',
    'say-to-member',
    'bad-request',
    row(withButtons, { progress: 1 }),
    { id: 1, isSaid: true },
  ],
  ['words without buttons', 'say-to-member', 'bad-request', row(said({ text: 'はい' })), null],
  [
    'a QR image whose upload has died: another',
    'say-to-member',
    'not-found',
    row(qr),
    { id: 1, errand: { ...qr, fileId: null, uploadedAnew: true } as Errand },
  ],
])('what LINE WORKS refuses, %s', (_title, say, reason, refused, expected) => {
  expect(simplerOnWorks(say, reason, refused)).toEqual(expected);
});

const both = { names: new Set(['田中']), icon: true };
const nameOnly = { names: new Set(['田中']), icon: false };
const nothing = { names: new Set<string>(), icon: false };
const text = row(relay(), { isText: true });
const sticker = row(relay());
const notice = row({
  do: 'tell-line-user',
  channelId: channelId('1'),
  lineUserId: lineUserId('U1'),
  speech: { text: 'こんにちは', buttons: [button] },
  notice: 'greeting',
  replyOnly: false,
  aboutRoomId: null,
});

test.each<[string, readonly RefusedRow[], typeof both, Blame | null, boolean, readonly unknown[]]>([
  ['the icon goes first', [text], both, null, true, [changed(relay({ withoutIcon: true }))]],
  [
    'the name where LINE blames it',
    [text],
    both,
    'sender-name',
    true,
    [changed(relay({ withoutName: true }))],
  ],
  ['a form before the name', [sticker], nameOnly, null, true, [changed(relay({ inWords: true }))]],
  ['then the name', [text], nameOnly, null, true, [changed(relay({ withoutName: true }))]],
  ['nothing is left', [text], nothing, null, false, [changed(relay())]],
  [
    'blamed content: the form, at once',
    [sticker],
    both,
    'content',
    true,
    [changed(relay({ inWords: true }))],
  ],
  ['blamed content of a text', [text], both, 'content', false, []],
  [
    'a notice: without its buttons',
    [notice],
    nothing,
    null,
    true,
    [expect.objectContaining({ id: 1, progress: 0 })],
  ],
  [
    'a batch goes one by one, with what it had',
    [
      { ...text, errand: relay({ withoutIcon: true }) },
      { ...text, id: 2 },
    ],
    nameOnly,
    'content',
    true,
    [
      { id: 1, errand: relay(), moves: 1 },
      { id: 2, errand: relay(), moves: 1 },
    ],
  ],
  [
    'so does one in several names, of which one may be the fault',
    [text, { ...text, id: 2 }],
    {
      names: new Set(['田中', '佐藤']),
      icon: false,
    },
    'sender-name',
    true,
    [
      { id: 1, errand: relay(), moves: 1 },
      { id: 2, errand: relay(), moves: 1 },
    ],
  ],
])('what LINE refuses: %s', (_title, rows, sent, blames, again, changes) => {
  expect(simplerOnLine(rows, sent, blames)).toEqual({ again, changes });
});
