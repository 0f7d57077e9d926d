import { expect, test } from 'vitest';
import {
  endOfStop,
  judgeLeave,
  type LeaveFacts,
  type StopReason,
} from '../../../src/domain/delivery/may-leave.ts';

const message = (change: object = {}): LeaveFacts => ({
  what: 'message',
  roomOpen: true,
  erased: false,
  refusal: null,
  blocked: false,
  ...change,
});
const fetch = (change: object = {}): LeaveFacts => ({
  what: 'fetch',
  erased: false,
  refusedBefore: null,
  refusal: null,
  ...change,
});
const roomNotice = (roomOpen: boolean, farewell = false): LeaveFacts => ({
  what: 'room-notice',
  roomOpen,
  farewell,
});
const lineNotice = (blocked: boolean, oldNews: boolean): LeaveFacts => ({
  what: 'line-notice',
  blocked,
  oldNews,
});

/** What it is, what forbids it at first, and what once it has been tried. */
test.each<[string, LeaveFacts, StopReason | null, StopReason | null]>([
  ['a message', message(), null, null],
  ['of a talk that has closed', message({ roomOpen: false }), 'room-closed', 'room-closed'],
  ['that was taken back', message({ erased: true }), 'unsent', 'unsent'],
  ['whose file the policy forbids', message({ refusal: 'too-large' }), 'too-large', 'too-large'],
  ['to somebody who blocked', message({ blocked: true }), 'blocked', 'blocked'],
  [
    'a closed talk says more than an erased word',
    message({ roomOpen: false, erased: true, blocked: true }),
    'room-closed',
    'room-closed',
  ],
  ['and that more than a block', message({ erased: true, blocked: true }), 'unsent', 'unsent'],
  ['a notice in an open room', roomNotice(true), null, null],
  ['in a closed one: only before it was tried', roomNotice(false), 'room-closed', null],
  ['the goodbye of a closed one', roomNotice(false, true), null, null],
  ['a notice to a LINE user', lineNotice(false, false), null, null],
  ['to one who blocked', lineNotice(true, false), 'blocked', null],
  ['of a talk that has begun again', lineNotice(false, true), 'talk-again', null],
  ['a file', fetch(), null, null],
  ['whose message was taken back', fetch({ erased: true }), 'unsent', 'unsent'],
  ['whose message was refused', fetch({ refusedBefore: 'gone' }), 'gone', 'gone'],
  ['that the policy forbids', fetch({ refusal: 'denied' }), 'denied', 'denied'],
  ['an upload that a message waits for', { what: 'upload', wanted: true }, null, null],
  ['that no message waits for', { what: 'upload', wanted: false }, 'unsent', 'unsent'],
  ['anything else', { what: 'anything-else' }, null, null],
])('may it leave: %s', (_title, facts, first, again) => {
  expect([judgeLeave(facts, true), judgeLeave(facts, false)]).toEqual([first, again]);
});

test.each<[LeaveFacts['what'], StopReason, string, string]>([
  ['message', 'room-closed', 'cancelled', 'room-closed'],
  ['message', 'unsent', 'cancelled', 'erased'],
  ['message', 'blocked', 'refused', 'blocked'],
  ['message', 'denied', 'refused', 'denied'],
  ['line-notice', 'blocked', 'cancelled', 'blocked'],
  ['line-notice', 'talk-again', 'cancelled', 'talk-again'],
  ['fetch', 'gone', 'refused', 'gone'],
  ['upload', 'unsent', 'cancelled', 'not-wanted'],
])('a stopped %s, %s, ends %s for %s', (what, stop, state, reason) => {
  expect(endOfStop(what, stop)).toEqual({ state, reason });
});
