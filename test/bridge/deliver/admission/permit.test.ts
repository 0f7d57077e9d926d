import { expect, test } from 'vitest';
import { admit, type Gates, type Permit } from '../../../../bridge/deliver/admission/admit.ts';
import type { PlatformCall } from '../../../../bridge/deliver/loop/platform-call.ts';
import type { Outcome } from '../../../../src/domain/delivery/outcome.ts';
import {
  botId,
  channelId,
  entryId,
  lineUserId,
  worksChannelId,
} from '../../../../src/domain/ids.ts';
import type { Platform } from '../../../../src/store/schema.ts';

/** A permit gives back each thing it took once, on every path. */

/** Gates that note their calls; `full` lists those that admit no lane. */
function gatesThatNote(full: readonly string[] = []) {
  const told: string[] = [];
  const asked = (what: string) => {
    told.push(what);
    return !full.includes(what);
  };
  const gates: Gates = {
    health: {
      mayCall: () => 'probe',
      isPaused: () => false,
      pausedUntil: () => null,
      giveBack: () => told.push('probe back'),
      fault: () => told.push('probe fault'),
      answered: () => told.push('probe answered'),
    },
    gate: {
      take: () => asked('push'),
      release: (_lane, end) => told.push(`push ${end}`),
      skipped: () => told.push('push skipped'),
      waiting: () => [],
    },
    files: {
      free: () => 1,
      take: () => asked('file'),
      release: () => told.push('file back'),
      waiting: () => [],
    },
    rates: {
      take: () => (asked('call') ? 'taken' : 5000),
      release: (_api, end) => told.push(`call ${end}`),
      read: () => undefined,
      exhausted: (_api, afterMs) => {
        told.push(`pause ${afterMs}`);
        return 0;
      },
      isShort: () => false,
      windows: () => [],
    },
  };
  return { told, gates };
}

const BOT = botId('1');
const push: PlatformCall = {
  step: 'line-say',
  channelId: channelId('1'),
  lineUserId: lineUserId('U1'),
  covers: [],
};
const room = worksChannelId('r');
const say: PlatformCall = { step: 'say-in-channel', botId: BOT, worksChannelId: room, covers: [] };
const upload: PlatformCall = { step: 'upload-media', botId: BOT, entryId: entryId(1), covers: [] };

const sent: Outcome<unknown> = { kind: 'sent', answer: null, already: false };
const limited: Outcome<unknown> = { kind: 'retry', reason: 'rate-limit', afterMs: 900, detail: '' };
const quota: Outcome<unknown> = { kind: 'refused', reason: 'quota', status: 429, detail: '' };
const withheld: Outcome<unknown> = { kind: 'withheld' };

const facts = { isPush: true, isNotice: () => false, payer: 'lane' };

function permitOf(platform: Platform, full: readonly string[] = []) {
  const { told, gates } = gatesThatNote(full);
  const permit = admit(gates, platform, 'lane');
  if (typeof permit === 'number') throw new Error('It was not admitted.');
  return { told, permit };
}

const answeredAndSettled = (permit: Permit, call: PlatformCall, outcome: Outcome<unknown>) => {
  permit.answered(outcome);
  permit.settled(call, outcome, outcome.kind === 'withheld' ? 'silent' : 'answered');
};

test.each<[string, Platform, PlatformCall, Outcome<unknown>, readonly string[]]>([
  ['a push', 'line', push, sent, ['push', 'probe answered', 'push sent']],
  ['a push beyond the quota', 'line', push, quota, ['push', 'probe answered', 'push quota']],
  ['a call', 'line-works', say, sent, ['call', 'call over', 'probe answered', 'push skipped']],
  [
    'a call beyond the limit',
    'line-works',
    say,
    limited,
    ['call', 'call limited', 'pause 900', 'probe answered', 'push skipped'],
  ],
  [
    'a call that never left',
    'line-works',
    say,
    withheld,
    ['call', 'call unused', 'probe back', 'push skipped'],
  ],
  [
    'an upload',
    'line-works',
    upload,
    sent,
    ['file', 'call', 'call over', 'probe answered', 'push skipped', 'file back'],
  ],
])('%s: each is given back once', (_title, platform, call, outcome, expected) => {
  const { told, permit } = permitOf(platform);
  expect(permit.take(call, facts)).toBe('taken');
  answeredAndSettled(permit, call, outcome);
  expect(told).toEqual(expected);
  permit.release();
  permit.release();
  // The permit is empty; that a lane has no push may be said again.
  expect(told.slice(expected.length).filter((what) => what !== 'push skipped')).toEqual([]);
});

test.each<[string, PlatformCall, string, 'waits' | number, readonly string[]]>([
  ['a push that has to wait', push, 'push', 'waits', ['push']],
  ['a file that has to wait', upload, 'file', 'waits', ['file']],
  ['a file whose call has to wait', upload, 'call', 5000, ['file', 'call', 'file back']],
])('%s holds nothing', (_title, call, full, pass, expected) => {
  const platform = call === push ? 'line' : 'line-works';
  const { told, permit } = permitOf(platform, [full]);
  expect(permit.take(call, facts)).toBe(pass);
  expect(told).toEqual(expected);
  permit.release();
  expect(told.slice(expected.length)).toEqual(['probe back', 'push skipped']);
});

test('an unwritten claim gives everything back, once', () => {
  const { told, permit } = permitOf('line-works');
  permit.take(upload, facts);
  permit.release();
  permit.release();
  expect(told.filter((what) => what !== 'push skipped')).toEqual([
    'file',
    'call',
    'probe back',
    'call unused',
    'file back',
  ]);
});
