import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { botSays, openTheatre, type Theatre } from './theatre.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kakehashi-sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Everything has the address it had, or else each has one of its own. */
const addressesOf = ({ sandbox, url }: Theatre) => [
  url,
  sandbox.works.storageUrl,
  ...Object.entries(sandbox.environment).flatMap(([name, value]) =>
    name.endsWith('_URL') ? [value] : [],
  ),
];

/** A start and a stop; the addresses in between. */
async function addressesOfAStart(): Promise<string[]> {
  const theatre = await openTheatre(folder);
  const addresses = addressesOf(theatre);
  expect(new Set(addresses.map((address) => new URL(address).port)).size).toBe(6);
  await theatre.stop();
  return addresses;
}

test('a restart finds the same addresses', async () => {
  let addresses = await addressesOfAStart();
  // Another program of this machine may have taken one in between: then it is the next start that tells.
  for (let tries = 5; tries > 0; tries -= 1) {
    const before = addresses;
    addresses = await addressesOfAStart();
    if (addresses.join() === before.join()) return;
  }
  expect.unreachable('no start found the addresses of the one before');
});

test('a port that another program has taken meanwhile is left to it', async () => {
  const before = await openTheatre(folder);
  const addresses = addressesOf(before);
  const { line, works } = before.sandbox;
  await before.stop();
  const others = [before.url, line.dataUrl, works.authUrl].map((url) => {
    const other = createServer();
    // Taken by a third program by now: that is as good.
    other.on('error', () => undefined);
    other.listen(Number(new URL(url).port), '127.0.0.1');
    return other;
  });
  const after = await openTheatre(folder);
  expect(addressesOf(after).filter((address) => addresses.includes(address))).toEqual([]);
  const { phone } = await after.state();
  await after.post('/line/says', { user: phone.user, text: 'まだ動きます' });
  expect(after.deliveries.at(-1)?.body).toContain('まだ動きます');
  await after.stop();
  for (const other of others) other.close();
  writeFileSync(join(folder, 'ports.json'), '{"page":"nonsense"}');
  await addressesOfAStart();
});

const withoutAddresses = (environment: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.endsWith('_URL')));

test('a restart finds the same identities, people and chats', async () => {
  const before = await openTheatre(folder);
  const { phone, admin } = await before.state();
  await before.post('/line/says', { user: phone.user, text: '前の日の話' });
  await before.post('/works/says', { member: admin.member, room: admin.room.id, text: 'ヘルプ' });
  before.sandbox.works.member('suzuki@midori').update({ department: '改修部' });
  before.sandbox.works.member('takahashi@midori').remove();
  const { members } = await before.state();
  await before.stop();

  const after = await openTheatre(folder);
  const state = await after.state();
  expect(withoutAddresses(after.sandbox.environment)).toEqual(
    withoutAddresses(before.sandbox.environment),
  );
  expect(state.members).toEqual(members);
  expect(state.phone.bubbles.map(({ text }) => text)).toEqual(['前の日の話']);
  expect(state.admin.room.bubbles.map(({ text }) => text)).toEqual(['ヘルプ']);
  expect(await botSays(after, 'tanaka@midori', { type: 'text', text: 'また明日' })).toBe(201);
  await after.post('/line/says', { user: phone.user, text: '次の日の話' });
  expect(after.deliveries.at(-1)?.body).toContain('次の日の話');
  await after.stop();
});

test('secrets are readable by their owner only', async () => {
  const sandbox = await startSandbox({ folder });
  await sandbox.stop();
  expect(statSync(join(folder, 'identities.json')).mode & 0o777).toBe(0o600);
});

test('damaged identities stop the start in a sentence', async () => {
  writeFileSync(join(folder, 'identities.json'), '{');
  await expect(startSandbox({ folder })).rejects.toThrow(/identities\.json cannot be read/);
});

test('two sandboxes share no secret', async () => {
  const [one, other] = await Promise.all([
    startSandbox({ folder: null }),
    startSandbox({ folder: null }),
  ]);
  expect(one.environment.LINE_CHANNEL_SECRET).not.toBe(other.environment.LINE_CHANNEL_SECRET);
  expect(one.environment.WORKS_PRIVATE_KEY).not.toBe(other.environment.WORKS_PRIVATE_KEY);
  await Promise.all([one.stop(), other.stop()]);
});
