import { describe, expect, test } from 'vitest';
import { memberId, talkRoomId } from '../../../src/domain/ids.ts';
import {
  type LineMessageFacts,
  planLineMessage,
} from '../../../src/domain/messages/plan-line-message.ts';
import { planMemberMessage } from '../../../src/domain/messages/plan-member-message.ts';

const ROOM = talkRoomId(1);
const OTHER = talkRoomId(2);
const TANAKA = memberId('tanaka');

const facts = (change: Partial<LineMessageFacts> = {}): LineMessageFacts => ({
  linkOn: true,
  answer: null,
  word: null,
  asked: null,
  dedicatedMember: null,
  mayOpenRoom: true,
  blank: false,
  addressee: {
    quoted: null,
    openRooms: [ROOM],
    closedSinceLastMessage: false,
    current: null,
    othersSpokeSinceCurrent: false,
    holding: false,
  },
  ...change,
});
const noRooms = { ...facts().addressee, openRooms: [] };
const asked = {
  holder: TANAKA,
  openRoom: null,
  changedHands: false,
  labelled: true,
  inSentence: false,
};

describe('a LINE user’s message', () => {
  test.each([
    ['nothing is relayed while the link is off', { linkOn: false }, { kind: 'link-off' }],
    ['one open room', {}, { kind: 'relay', roomId: ROOM }],
    ['no room yet', { addressee: noRooms }, { kind: 'unaddressed' }],
    [
      'a dedicated account opens its member’s room',
      { addressee: noRooms, dedicatedMember: TANAKA },
      { kind: 'open', memberId: TANAKA, relay: true },
    ],
    ['a Talk ID opens a room', { asked }, { kind: 'open', memberId: TANAKA, relay: false }],
    [
      'a Talk ID in a sentence: the sentence is relayed, too',
      { asked: { ...asked, inSentence: true } },
      { kind: 'open', relay: true },
    ],
    [
      'a Talk ID of a known member switches to the open room',
      { asked: { ...asked, openRoom: OTHER } },
      { kind: 'switch', roomId: OTHER },
    ],
    [
      'a wrong guess with the label',
      { asked: { ...asked, holder: null } },
      { kind: 'unknown-talk-id' },
    ],
    [
      'a bare word that is no member’s Talk ID is just a word',
      { asked: { ...asked, holder: null, labelled: false } },
      { kind: 'relay', roomId: ROOM },
    ],
    [
      'a Talk ID with a new holder is confirmed by a button first',
      { asked: { ...asked, changedHands: true } },
      { kind: 'new-holder', memberId: TANAKA },
    ],
    ['a word to the bridge', { word: 'help' }, { kind: 'own-word', word: 'help' }],
    [
      'the same word in a quote is for a person',
      {
        word: 'leave',
        addressee: { ...facts().addressee, quoted: { state: 'open', roomId: ROOM } },
      },
      { kind: 'relay', roomId: ROOM },
    ],
    [
      'a dedicated account keeps to the hourly limit, too',
      { addressee: noRooms, dedicatedMember: TANAKA, mayOpenRoom: false },
      { kind: 'too-many-rooms' },
    ],
    ['too many new rooms in an hour', { asked, mayOpenRoom: false }, { kind: 'too-many-rooms' }],
    [
      'too many tries: right and wrong Talk IDs get the same answer',
      { asked: { ...asked, holder: null }, mayOpenRoom: false },
      { kind: 'too-many-rooms' },
    ],
    [
      'without a talk, a bare word that is no Talk ID may have been a try',
      { asked: { ...asked, holder: null, labelled: false }, addressee: noRooms },
      { kind: 'unaddressed', isTry: true },
    ],
    [
      'without a talk, any other message is no try',
      { addressee: noRooms },
      { kind: 'unaddressed', isTry: false },
    ],
    [
      'after too many tries a bare word that is no Talk ID reveals nothing',
      {
        asked: { ...asked, holder: null, labelled: false },
        addressee: noRooms,
        mayOpenRoom: false,
      },
      { kind: 'too-many-rooms' },
    ],
    [
      'after too many tries a bare word that is a Talk ID reveals nothing',
      { asked: { ...asked, labelled: false }, addressee: noRooms, mayOpenRoom: false },
      { kind: 'too-many-rooms' },
    ],
    [
      'any word opens the room of a dedicated account',
      {
        asked: { ...asked, holder: null, labelled: false },
        addressee: noRooms,
        dedicatedMember: TANAKA,
      },
      { kind: 'open', memberId: TANAKA, relay: true },
    ],
    [
      'a bare word in a quote is said to a person',
      {
        asked: { ...asked, labelled: false },
        addressee: { ...noRooms, quoted: { state: 'closed', roomId: OTHER } },
      },
      { kind: 'withdrawn', roomId: OTHER },
    ],
    [
      'an open talk stays reachable, however many tries were made',
      { asked: { ...asked, openRoom: OTHER }, mayOpenRoom: false },
      { kind: 'switch', roomId: OTHER },
    ],
    ['an answer to the question', { answer: OTHER }, { kind: 'answer', roomId: OTHER }],
    [
      'a quote is a message, whatever its words',
      {
        answer: OTHER,
        addressee: { ...facts().addressee, quoted: { state: 'open', roomId: ROOM } },
      },
      { kind: 'relay', roomId: ROOM },
    ],
    ['a message that shows nothing', { blank: true }, { kind: 'blank', roomId: ROOM }],
    [
      'a message that shows nothing, with an unclear addressee',
      { blank: true, addressee: { ...facts().addressee, openRooms: [ROOM, OTHER] } },
      { kind: 'blank', roomId: null },
    ],
    [
      'a blank message opens a dedicated account’s room and is not relayed',
      { blank: true, addressee: noRooms, dedicatedMember: TANAKA },
      { kind: 'open', memberId: TANAKA, relay: false },
    ],
    [
      'no room yet, and a blank message',
      { blank: true, addressee: noRooms },
      { kind: 'unaddressed' },
    ],
    [
      'a quote of a closed room',
      { addressee: { ...facts().addressee, quoted: { state: 'closed', roomId: OTHER } } },
      { kind: 'withdrawn', roomId: OTHER },
    ],
  ] satisfies [string, Partial<LineMessageFacts>, object][])('%s', (_, change, expected) => {
    expect(planLineMessage(facts(change))).toMatchObject(expected);
  });
});

describe('a member’s message in a talk room', () => {
  const room = { open: true, isOwner: true, blocked: false };
  test.each([
    ['relay', { linkOn: true, room, relayable: true }],
    ['refuse-link-off', { linkOn: false, room, relayable: true }],
    ['refuse-colleague', { linkOn: false, room: { ...room, isOwner: false }, relayable: true }],
    ['refuse-closed', { linkOn: true, room: { ...room, open: false }, relayable: true }],
    ['refuse-closed', { linkOn: true, room: null, relayable: true }],
    ['refuse-blocked', { linkOn: true, room: { ...room, blocked: true }, relayable: true }],
    ['refuse-blank', { linkOn: true, room, relayable: true, blank: true }],
    ['refuse-kind', { linkOn: true, room, relayable: false }],
    ['refuse-file', { linkOn: true, room, relayable: true, fileRefusal: 'denied' }],
    ['refuse-closed', { linkOn: true, room: null, relayable: true, fileRefusal: 'denied' }],
  ] as const)('%s', (expected, given) => {
    expect(planMemberMessage({ fileRefusal: null, blank: false, ...given })).toBe(expected);
  });
});
