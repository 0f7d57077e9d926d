import { expect, test } from 'vitest';
import { readSettings } from '../../../src/config/settings/read-settings.ts';
import { callbackOf } from '../../../src/hosts/worker/callback.ts';
import { judgeSignature } from '../../../src/hosts/worker/signed-callback.ts';
import {
  ADMIN_BOT,
  ADMIN_SECRET,
  BRIDGE_BOT,
  BRIDGE_SECRET,
  OA_SECRET,
} from '../../helpers/company.ts';
import { PLATFORMS_AT, settingsOf } from '../../helpers/settings.ts';
import { signed, worksTextEvent } from '../../helpers/webhooks.ts';

const NOW = Date.UTC(2026, 10, 27);
const read = readSettings(PLATFORMS_AT, settingsOf(), 'midori');

test('of webhooks that cannot be kept now only those that a platform has signed may wait', () => {
  if (!read.ok) throw new Error(read.faults.join());
  const { config } = read;
  const ofLine = (secret: string, body = JSON.stringify({ destination: 'U0', events: [] })) => {
    const headers = new Headers({ 'x-line-signature': signed(secret, body) });
    const callback = callbackOf('/line/webhook', headers, new TextEncoder().encode(body));
    return judgeSignature(config, callback, NOW);
  };
  const ofWorks = (bot: string, secret: string) => {
    const body = JSON.stringify(worksTextEvent({ userId: 'tanaka', text: 'こんにちは', at: NOW }));
    const headers = { 'x-works-botid': bot, 'x-works-signature': signed(secret, body) };
    const bytes = new TextEncoder().encode(body);
    return judgeSignature(config, callbackOf('/works/callback', new Headers(headers), bytes), NOW);
  };
  expect([ofLine(OA_SECRET), ofLine('a stranger'), ofLine(OA_SECRET, '{')]).toEqual([
    200, 401, 400,
  ]);
  expect([ofWorks(BRIDGE_BOT, BRIDGE_SECRET), ofWorks(ADMIN_BOT, ADMIN_SECRET)]).toEqual([
    200, 200,
  ]);
  expect([ofWorks(BRIDGE_BOT, ADMIN_SECRET), ofWorks('1', BRIDGE_SECRET)]).toEqual([401, 401]);
});
