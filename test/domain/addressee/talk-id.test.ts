import { describe, expect, test } from 'vitest';
import {
  invitePath,
  isGroupOf,
  loginIdFault,
  talkIdOf,
} from '../../../src/domain/addressee/talk-id.ts';
import { talkId } from '../../../src/domain/ids.ts';

test('the Talk ID is the local part of the login ID', () => {
  expect(talkIdOf('Tanaka.T@example.com')).toBe('tanaka.t');
  expect(talkIdOf('tanaka')).toBe('tanaka');
  for (const none of [null, '', ' ', '@example']) expect(talkIdOf(none)).toBeNull();
});

test.each([
  ['midori', 'tanaka@midori', true],
  ['midori', 'tanaka@Midori.example.com', true],
  ['midori.example.com', 'tanaka@midori.example.com', true],
  ['elsewhere', 'tanaka@midori', false],
  ['mid', 'tanaka@midori', false],
  ['', 'tanaka@midori', false],
  ['midori', 'tanaka', false],
  ['midori', null, false],
])('whether %j may be the group of %j: %s', (group, email, expected) => {
  expect(isGroupOf(group, email)).toBe(expected);
});

describe('loginIdFault', () => {
  test.each(['t1', 'tanaka', 'ta.na-ka_', '0'.repeat(40), 'info'])('%s is allowed', (id) => {
    expect(loginIdFault(id)).toBeNull();
  });
  test.each(['', 't', 'T1', '.tanaka', '-t', 'tanaka.', 'ta..naka', '田中', '0'.repeat(41), 'a b'])(
    '%j has wrong characters',
    (id) => {
      expect(loginIdFault(id)).toBe('characters');
    },
  );
  test.each(['admin', 'administrator', 'admin2', 'root', 'support', 'works', 'help', 'members'])(
    '%s is reserved',
    (id) => {
      expect(loginIdFault(id)).toBe('reserved');
    },
  );
});

test('the invite link is percent-encoded as LINE requires', () => {
  expect(invitePath('@303akjlx', talkId('tanaka'))).toBe(
    'https://line.me/R/oaMessage/%40303akjlx/?%E3%83%88%E3%83%BC%E3%82%AFID%3A%20tanaka',
  );
});
