import { expect, test } from 'vitest';
import {
  nextRoomCall,
  type RoomCall,
  type RoomLaneFacts,
} from '../../../src/domain/delivery/next-call.ts';

/** An open talk in a room of its own, of which all is known. */
const lane = (change: Partial<RoomLaneFacts> = {}): RoomLaneFacts => ({
  head: 'say',
  isOpen: true,
  profile: 'known',
  mode: 'room',
  hasRoom: true,
  ...change,
});

test.each<[string, RoomLaneFacts, RoomCall]>([
  ['all is known: its words', lane(), 'say-in-channel'],
  ['no name has been asked for', lane({ profile: 'unasked', hasRoom: false }), 'line-profile'],
  ['the name is to be read again, in the middle', lane({ profile: 'wanted' }), 'say-in-channel'],
  [
    'the name is to be read again, before the first line',
    lane({ profile: 'wanted', head: 'introduce-room' }),
    'line-profile',
  ],
  ['there is no room', lane({ hasRoom: false, mode: null }), 'create-room'],
  ['its kind is not known', lane({ mode: null }), 'inspect-room'],
  ['the member is kept in the 1:1 room', lane({ mode: 'direct', hasRoom: false }), 'say-to-member'],
  [
    'the goodbye of a talk without a name',
    lane({ isOpen: false, profile: 'unasked' }),
    'say-in-channel',
  ],
  ['the goodbye of a talk that never had a room', lane({ isOpen: false, hasRoom: false }), 'none'],
  ['the goodbye in the 1:1 room', lane({ isOpen: false, mode: 'direct' }), 'say-to-member'],
  ['the bot leaves a room', lane({ head: 'leave-room', isOpen: false }), 'leave-channel'],
  [
    'it leaves one of a talk that goes on elsewhere',
    lane({ head: 'leave-room', profile: 'unasked' }),
    'leave-channel',
  ],
])('what a room’s lane does next: %s', (_title, facts, call) => {
  expect(nextRoomCall(facts)).toBe(call);
});
