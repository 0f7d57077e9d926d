import { afterEach, beforeEach, expect, test } from 'vitest';
import { botSays, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
beforeEach(async () => {
  theatre = await openTheatre();
});
afterEach(() => theatre.stop());

const NORMAL = {
  lineSending: 'normal',
  lineQuota: 'normal',
  worksSending: 'normal',
  worksRooms: 'normal',
  webhooks: 'normal',
};
const set = async (change: object) => {
  expect((await theatre.post('/faults', change)).status).toBe(200);
};
const faults = async () => (await theatre.state()).faults;
const said = () => botSays(theatre, 'tanaka@midori', { type: 'text', text: 'a' });

test('no fault is on at first, and each that is on shows', async () => {
  expect(await faults()).toEqual(NORMAL);
  await set({ worksSending: 'busy' });
  await set({ webhooks: 'twice' });
  expect(await faults()).toEqual({ ...NORMAL, worksSending: 'busy', webhooks: 'twice' });
  await set(NORMAL);
  expect(await faults()).toEqual(NORMAL);
});

test('LINE WORKS fails for as long as the switch says', async () => {
  await set({ worksSending: 'error' });
  expect([await said(), await said()]).toEqual([503, 503]);
  await set({ worksSending: 'busy' });
  expect(await said()).toBe(429);
  await set({ worksSending: 'normal' });
  expect(await said()).toBe(201);
});

test('a used-up month is the platform’s own, and is refilled', async () => {
  const account = theatre.sandbox.line.account(theatre.sandbox.environment.LINE_CHANNEL_ID ?? '');
  account.setQuota(500);
  await set({ lineQuota: 'used' });
  expect(account.quota).toEqual({ limit: 0, used: 0 });
  await set({ lineQuota: 'used', lineSending: 'error' });
  await set({ lineQuota: 'normal' });
  expect(account.quota).toEqual({ limit: 500, used: 0 });
  expect(await faults()).toMatchObject({ lineSending: 'error' });
});

test('new rooms are refused, or the 1:1 room comes back', async () => {
  const { works } = theatre.sandbox;
  await set({ worksRooms: 'refused' });
  expect(works.roomBehaviour).toBe('refuse');
  await set({ worksRooms: 'direct' });
  expect(works.roomBehaviour).toBe('single-user');
});

test('webhooks arrive twice', async () => {
  await set({ webhooks: 'twice' });
  const { phone } = await theatre.state();
  await theatre.post('/line/says', { user: phone.user, text: 'a' });
  expect(theatre.deliveries).toHaveLength(2);
});

test('an unknown fault is refused, and no other page may set one', async () => {
  expect((await theatre.post('/faults', { webhooks: 'never' })).status).toBe(400);
  const origin = 'https://evil.example';
  expect((await theatre.post('/faults', { webhooks: 'twice' }, { origin })).status).toBe(403);
});
