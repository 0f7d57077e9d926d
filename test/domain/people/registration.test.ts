import { describe, expect, test } from 'vitest';
import {
  containsEmoji,
  type RegistrationFacts,
  type RegistrationMember,
  registrationFault,
} from '../../../src/domain/people/registration.ts';

const tanaka: RegistrationMember = {
  fullName: '田中 太郎',
  otherNames: ['Taro Tanaka'],
  email: 'tanaka@example',
  isSuspended: false,
  isDeleted: false,
};
const fault = (member: Partial<RegistrationMember> | null, rest: Partial<RegistrationFacts> = {}) =>
  registrationFault({
    member: member === null ? null : { ...tanaka, ...member },
    companyName: '架け橋商事',
    talkIdTakenByOther: false,
    ...rest,
  });

describe('registrationFault', () => {
  test('an ordinary member has no fault', () => {
    expect(fault({})).toBeNull();
    expect(fault({ fullName: "Zoë O'Neil (#1) & Co." })).toBeNull();
  });

  test.each([
    [null, 'not-found'],
    [{ isDeleted: true }, 'being-deleted'],
    [{ isSuspended: true }, 'suspended'],
    [{ fullName: '田中😀' }, 'emoji-in-name'],
    [{ otherNames: ['Taro ❤️'] }, 'emoji-in-name'],
    [{ fullName: 'Caroline' }, 'line-in-name'],
    [{ otherNames: ['ＬＩＮＥ'] }, 'line-in-name'],
    [{ email: null }, 'no-login-id'],
    [{ email: '@example' }, 'no-login-id'],
    [{ email: 'online@example' }, 'line-in-login-id'],
    [{ email: 'tanaka@line' }, null],
    [{ email: '田中@example' }, 'bad-login-id'],
    [{ email: 'a..b@example' }, 'bad-login-id'],
    [{ email: 'Admin@example' }, 'reserved-login-id'],
  ] as const)('%j: %s', (member, reason) => {
    expect(fault(member)).toBe(reason);
  });

  test('the company name and a namesake are faults', () => {
    expect(fault({}, { companyName: 'Online商事' })).toBe('company-name');
    expect(fault({}, { companyName: '🌉商事' })).toBe('company-name');
    expect(fault({}, { companyName: 'Acme™ ★' })).toBeNull();
    expect(fault({}, { talkIdTakenByOther: true })).toBe('talk-id-taken');
  });

  test('the most fundamental fault comes first', () => {
    const all = { fullName: 'LINE😀', email: 'line', isSuspended: true, isDeleted: true };
    const rest = { companyName: 'LINE', talkIdTakenByOther: true };
    expect(fault(null, rest)).toBe('not-found');
    expect(fault(all, rest)).toBe('being-deleted');
    expect(fault({ ...all, isDeleted: false }, rest)).toBe('suspended');
    expect(fault({ ...all, isDeleted: false, isSuspended: false }, rest)).toBe('company-name');
  });
});

describe('containsEmoji', () => {
  test.each(['😀', '❤️', '❤', '🇯🇵', '1️⃣', '#⃣', '©️', '👩‍💻', '🏽', '☎', '㊗', '\u{1FAF9}'])(
    '%s is one',
    (text) => {
      expect(containsEmoji(`a${text}b`)).toBe(true);
    },
  );
  test.each(['', '田中', '#1*', '©®™', '★☆♪', '〒', '①', '→', '(株)', '㈱'])(
    '%s is none',
    (text) => {
      expect(containsEmoji(text)).toBe(false);
    },
  );
});
