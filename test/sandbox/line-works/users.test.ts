import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, stage } from './harness.ts';

let s: Stage;
beforeEach(async () => {
  s = await stage();
});
afterEach(() => s.stop());

function addMany(count: number): void {
  for (let i = 0; i < count; i++) s.platform.addMember({ email: `m${i}@works-12345` });
}

const emails = (body: Record<string, unknown>) =>
  (body.users as { email: string }[]).map((u) => u.email);
const cursorOf = (body: Record<string, unknown>) =>
  (body.responseMetaData as { nextCursor: string }).nextCursor;

test('the list is paged with a cursor that must be encoded', async () => {
  addMany(3);
  const first = await s.call('GET', '/users?count=2');
  expect(emails(first.body)).toEqual(['tanaka@works-12345', 'suzuki@works-12345']);
  const cursor = cursorOf(first.body);
  expect(cursor).toMatch(/[+/=]/);
  const second = await s.call('GET', `/users?count=2&cursor=${encodeURIComponent(cursor)}`);
  expect(emails(second.body)).toEqual(['m0@works-12345', 'm1@works-12345']);
  const third = await s.call(
    'GET',
    `/users?count=2&cursor=${encodeURIComponent(cursorOf(second.body))}`,
  );
  expect(emails(third.body)).toEqual(['m2@works-12345']);
  expect(cursorOf(third.body)).toBe('');
  expect((await s.call('GET', `/users?count=2&cursor=${cursor}`)).status).toBe(400);
});

test('a count over 100 gives an empty page, not an error', async () => {
  const { status, body } = await s.call('GET', '/users?count=1000');
  expect(status).toBe(200);
  expect(emails(body)).toEqual([]);
});

test('a user by id and by e-mail; 404 for others', async () => {
  s.tanaka.update({
    phoneticLastName: 'たなか',
    nickName: 'イチ',
    department: '営業部',
    position: '課長',
    i18nNames: [{ language: 'en_US', lastName: 'Tanaka', firstName: 'Ichiro' }],
    leaveOfAbsence: true,
  });
  const byId = await s.call('GET', `/users/${s.tanaka.userId}`);
  expect(byId.body).toMatchObject({
    domainId: 400000001,
    userId: s.tanaka.userId,
    email: 'tanaka@works-12345',
    userName: { lastName: '田中', firstName: '一郎', phoneticLastName: 'たなか' },
    nickName: 'イチ',
    organizations: [
      { primary: true, orgUnits: [{ primary: true, orgUnitName: '営業部', positionName: '課長' }] },
    ],
    leaveOfAbsence: { isLeaveOfAbsence: true },
    i18nNames: [{ language: 'en_US', lastName: 'Tanaka', firstName: 'Ichiro' }],
  });
  const byMail = await s.call('GET', `/users/${encodeURIComponent('tanaka@works-12345')}`);
  expect(byMail.body).toEqual(byId.body);
  const unknown = await s.call('GET', '/users/nobody');
  expect(unknown.status).toBe(404);
  expect(unknown.body.code).toBe('NOT_FOUND');
});

test('the language of a member is Japanese unless they have another', async () => {
  s.tanaka.update({ locale: 'en_US' });
  const { body } = await s.call('GET', '/users');
  expect(body.users).toMatchObject([{ locale: 'en_US' }, { locale: 'ja_JP' }]);
});

test('a removed member stays in the list as deleted', async () => {
  s.suzuki.remove();
  const { body } = await s.call('GET', '/users');
  expect(body.users).toMatchObject([{ isDeleted: false }, { isDeleted: true }]);
});

test('the photo is a 302 to the storage, which demands the bearer', async () => {
  expect((await s.call('GET', `/users/${s.tanaka.userId}/photo`)).status).toBe(404);
  s.tanaka.update({ photo: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) });
  const redirect = await s.call('GET', `/users/${s.tanaka.userId}/photo`);
  expect(redirect.status).toBe(302);
  expect(redirect.headers.get('ratelimit-limit')).toBeNull();
  const location = redirect.headers.get('location') ?? '';
  expect(location.startsWith(s.platform.storageUrl)).toBe(true);
  expect((await fetch(location)).status).toBe(401);
  const photo = await s.call('GET', location);
  expect(photo.status).toBe(200);
  expect(photo.headers.get('content-type')).toBe('image/jpeg');
});

test('adding a member again by e-mail writes over the first', () => {
  const again = s.platform.addMember({ email: 'tanaka@works-12345', lastName: '山田' });
  expect(again.userId).toBe(s.tanaka.userId);
  expect(s.tanaka.name).toBe('山田 一郎');
  expect(s.platform.members()).toHaveLength(2);
  expect(s.platform.member('suzuki@works-12345').userId).toBe(s.suzuki.userId);
  expect(() => s.platform.member('x')).toThrow();
});
