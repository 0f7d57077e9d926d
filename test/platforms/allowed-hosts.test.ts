import { expect, test } from 'vitest';
import { allowedHosts } from '../../src/platforms/allowed-hosts.ts';

const live = allowedHosts({
  lineApi: 'https://api.line.me',
  lineData: 'https://api-data.line.me',
  worksApi: 'https://www.worksapis.com/v1.0',
  worksAuth: 'https://auth.worksmobile.com/oauth2/v2.0',
});

test.each([
  'https://api.line.me/v2/bot/info',
  'https://api.line.me:8443/',
  'https://API.line.me/',
  'https://api-data.line.me/v2/bot/message/1/content',
  'https://auth.worksmobile.com/oauth2/v2.0/token',
  'https://storage.worksmobile.com/k/x',
  'https://apis-storage.eu.worksapis.com/x',
])('a token may go to %s', (url) => expect(live(new URL(url))).toBe(true));

test.each([
  'http://api.line.me/',
  'http://storage.worksmobile.com/',
  'https://api.line.me.evil.example/',
  'https://api.line.me@evil.example/',
  'https://user:pass@api.line.me/',
  'https://evilworksmobile.com/',
  'https://worksmobile.com.evil.example/',
  'https://api.line.me./',
  'https://127.0.0.1/',
])('no token goes to %s', (url) => expect(live(new URL(url))).toBe(false));

test('the sandbox speaks http, on any port of its host', () => {
  const base = 'http://127.0.0.1:4001';
  const sandbox = allowedHosts({ lineApi: base, lineData: base, worksApi: base, worksAuth: base });
  expect(sandbox(new URL('http://127.0.0.1:9999/upload'))).toBe(true);
  expect(sandbox(new URL('http://127.0.0.2:4001/'))).toBe(false);
});
