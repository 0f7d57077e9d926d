import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDirectoryUser } from '../../src/platforms/line-works/directory.ts';

const unit = (name: string, rest: object = {}) => ({ orgUnitName: name, ...rest });

test('a userId is enough', () => {
  expect(readDirectoryUser({ userId: 'u1' })).toEqual({
    userId: 'u1',
    email: null,
    lastName: null,
    firstName: null,
    phoneticLastName: null,
    phoneticFirstName: null,
    nickName: null,
    otherNames: [],
    department: null,
    position: null,
    isAdministrator: false,
    isSuspended: false,
    isAwaiting: false,
    isPending: false,
    isDeleted: false,
    isOnLeave: false,
    activationAt: null,
  });
  expect(readDirectoryUser({})).toBeNull();
  expect(readDirectoryUser([])).toBeNull();
});

test('the unit is the primary one of the primary organization', () => {
  const organizations = [
    { primary: false, orgUnits: [unit('兼務', { primary: true })] },
    {
      primary: true,
      orgUnits: [unit('営業部'), unit('営業一課', { primary: true, positionName: '課長' })],
    },
  ];
  expect(readDirectoryUser({ userId: 'u', organizations })).toMatchObject({
    department: '営業一課',
    position: '課長',
  });
});

test('without a primary unit, the first counts', () => {
  const organizations = ['?', { orgUnits: [unit('総務部'), unit('人事部')] }];
  expect(readDirectoryUser({ userId: 'u', organizations })).toMatchObject({ department: '総務部' });
  expect(readDirectoryUser({ userId: 'u', organizations: [{}] })).toMatchObject({
    department: null,
  });
});

test('names in other languages keep their bearer’s order', () => {
  const i18nNames = [
    { language: 'en_US', lastName: 'Works', firstName: 'Taro' },
    { language: 'ko_KR', lastName: '웍스', firstName: '타로' },
    { language: 'zh_CN', lastName: null, firstName: '' },
    { lastName: 'nobody' },
    null,
  ];
  expect(readDirectoryUser({ userId: 'u', i18nNames })?.otherNames).toEqual([
    { language: 'en_US', name: 'Taro Works' },
    { language: 'ko_KR', name: '웍스 타로' },
  ]);
});

test('the language is that of the person’s LINE WORKS, where it is shown', () => {
  expect(readDirectoryUser({ userId: 'u', locale: 'en_US' })).toMatchObject({ locale: 'en_US' });
  for (const locale of ['', null, 5, undefined]) {
    expect(readDirectoryUser({ userId: 'u', locale })).not.toHaveProperty('locale');
  }
});

test('reading never throws', () => {
  const value = fc.jsonValue();
  const user = fc.record({
    userId: value,
    userName: value,
    i18nNames: value,
    organizations: value,
    leaveOfAbsence: value,
    activationDate: value,
    isDeleted: value,
  });
  fc.assert(fc.property(fc.oneof(user, value), (raw) => void readDirectoryUser(raw)));
});

const FIXTURE = '../shared/fixtures/line-works/api-user-get-response.json';
test.skipIf(!existsSync(FIXTURE))('the documented user is read', () => {
  expect(readDirectoryUser(JSON.parse(readFileSync(FIXTURE, 'utf8')))).toMatchObject({
    email: 'localpart@example.com',
    lastName: 'ワークス',
    firstName: '太郎',
    department: '組織',
    position: '社員',
    isAwaiting: true,
    activationAt: Date.parse('2030-11-12T09:30:00+09:00'),
  });
});
