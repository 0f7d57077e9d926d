import { afterEach, beforeEach, expect, test } from 'vitest';
import { OA, SECRET, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const info = (token: string) =>
  fetch(`${stage.line.apiUrl}/v2/bot/info`, { headers: { authorization: `Bearer ${token}` } });
const form = (path: string, fields: Record<string, string>) =>
  fetch(stage.line.apiUrl + path, { method: 'POST', body: new URLSearchParams(fields) });
const grant = { grant_type: 'client_credentials', client_id: OA, client_secret: SECRET };

test('a stateless token lives 900 s', async () => {
  const answer = await form('/oauth2/v3/token', grant);
  expect(answer.headers.get('x-line-request-id')).toBeTruthy();
  const issued = (await answer.json()) as { access_token: string };
  expect(issued).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
  stage.clock.time += 899_999;
  expect((await info(issued.access_token)).status).toBe(200);
  stage.clock.time += 1;
  const late = await info(issued.access_token);
  expect(late.status).toBe(401);
  expect(await late.json()).toMatchObject({
    message: expect.stringContaining('Authentication failed'),
  });
});

test('the 31st short-lived token revokes the first', async () => {
  const tokens: string[] = [];
  for (let nth = 0; nth < 31; nth += 1) {
    const answer = (await (await form('/v2/oauth/accessToken', grant)).json()) as {
      access_token: string;
      expires_in: number;
    };
    expect(answer.expires_in).toBe(2_592_000);
    tokens.push(answer.access_token);
  }
  expect((await info(tokens[0] ?? '')).status).toBe(401);
  expect((await info(tokens[1] ?? '')).status).toBe(200);
});

test('a long-lived token never ends; none, a made-up and a tampered one are refused', async () => {
  stage.line.addAccount({
    channelId: '2',
    channelSecret: 's',
    basicId: '@b',
    displayName: 'B',
    webhookUrl: null,
    longLivedToken: 'forever',
  });
  stage.clock.time += 10 ** 11;
  expect((await info('forever')).status).toBe(200);
  expect((await info('made-up')).status).toBe(401);
  expect((await info(`${(await stage.token()).slice(0, -3)}abc`)).status).toBe(401);
  expect((await fetch(`${stage.line.apiUrl}/v2/bot/info`)).status).toBe(401);
});

test('OAuth faults have the OAuth shape', async () => {
  const wrongSecret = await form('/oauth2/v3/token', { ...grant, client_secret: 'x' });
  expect(wrongSecret.status).toBe(400);
  expect(await wrongSecret.json()).toEqual({
    error: 'invalid_client',
    error_description: 'invalid client_secret',
  });
  expect((await form('/oauth2/v3/token', { ...grant, grant_type: 'x' })).status).toBe(400);
  expect((await form('/oauth2/v3/token', { ...grant, client_id: 'x' })).status).toBe(400);
});

test('a reissued secret replaces the old one at once; secrets are masked in the log', async () => {
  const fresh = stage.oa.reissueSecret();
  expect((await form('/oauth2/v3/token', grant)).status).toBe(400);
  expect((await form('/oauth2/v3/token', { ...grant, client_secret: fresh })).status).toBe(200);
  expect(JSON.stringify(stage.line.calls)).not.toContain(fresh);
  expect(stage.line.calls.at(-1)).toMatchObject({ api: 'token', channelId: OA, status: 200 });
});

test('expireTokens ends every token issued so far', async () => {
  const token = await stage.token();
  stage.oa.expireTokens();
  expect((await info(token)).status).toBe(401);
  expect((await info(await stage.token())).status).toBe(200);
});
