import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.stop());

test('every member has a square PNG photo of its own', async () => {
  const photos = theatre.sandbox.works.members().map(({ photo }) => Buffer.from(photo ?? []));
  expect(photos.length).toBeGreaterThanOrEqual(6);
  for (const photo of photos) {
    expect(photo.subarray(1, 4).toString()).toBe('PNG');
    expect(photo.readUInt32BE(16)).toBe(photo.readUInt32BE(20));
  }
  expect(new Set(photos.map((photo) => photo.toString('base64'))).size).toBe(photos.length);
});

test('the administrator is the one the environment names', () => {
  const { environment, works } = theatre.sandbox;
  const admins = works.members().filter((member) => member.isAdministrator);
  expect(admins.map(({ email }) => email)).toEqual([environment.ADMIN_USERS]);
});

test('the sample has a shared family name and a login with "line" in it', () => {
  const members = theatre.sandbox.works.members();
  expect(members.filter(({ name }) => name.startsWith('田中 '))).toHaveLength(2);
  expect(members.some(({ email }) => email.includes('line'))).toBe(true);
});

test('three LINE users, one of them English-speaking', () => {
  const users = theatre.sandbox.line.users();
  expect(users.map(({ language }) => language)).toEqual(['ja', 'en', 'ja']);
});
