import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import {
  changeLink,
  chooseLanguage,
  languageOfMember,
  noteLanguage,
  readLanguage,
} from '../../src/store/link.ts';
import { forgetEverything } from '../../src/store/memory/remembered.ts';
import { type Member, saveMember } from '../../src/store/people/members.ts';
import { languages } from '../../src/store/schema.ts';
import { openNodeStore } from '../../src/store/sqlite/node.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-languages-'));
const store = openNodeStore(folder);
const { db } = store;
const TANAKA = memberId('tanaka');
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const tanaka: Member = {
  memberId: TANAKA,
  email: 'tanaka@midori',
  fullName: '田中 花',
  lastName: '田中',
  firstName: '花',
  phonetic: null,
  nickName: null,
  otherNames: [],
  department: null,
  position: null,
  isAdministrator: false,
  isSuspended: false,
  isWaiting: false,
  isDeleted: false,
  isOnLeave: false,
  searchText: '',
  readingKey: null,
  readAt: 0,
  refusedSender: null,
  refusedSenderAt: null,
  locale: null,
};

beforeEach(() => {
  db.delete(languages).run();
  forgetEverything(db);
  changeLink(db, { language: 'ja' });
  saveMember(db, tanaka);
});

describe('the language of a member', () => {
  test('is the workspace’s while no better one is known', () => {
    expect(readLanguage(db, TANAKA)).toEqual({ language: 'ja', how: 'given' });
    changeLink(db, { language: 'en' });
    for (const who of [TANAKA, memberId('nobody'), null]) {
      expect(languageOfMember(db, who)).toBe('en');
    }
  });

  test.each([
    ['en_US', 'en'],
    ['ja_JP', 'ja'],
    ['ko_KR', 'en'],
  ] as const)('is that of their LINE WORKS: %s', (locale, language) => {
    changeLink(db, { language: language === 'en' ? 'ja' : 'en' });
    saveMember(db, { ...tanaka, locale });
    expect(readLanguage(db, TANAKA)).toEqual({ language, how: 'given' });
  });

  test('is the one used last, until one is chosen', () => {
    saveMember(db, { ...tanaka, locale: 'ja_JP' });
    noteLanguage(db, TANAKA, 'en');
    expect(readLanguage(db, TANAKA)).toEqual({ language: 'en', how: 'used' });
    noteLanguage(db, TANAKA, 'ja');
    expect(readLanguage(db, TANAKA)).toEqual({ language: 'ja', how: 'used' });
    chooseLanguage(db, TANAKA, 'en');
    noteLanguage(db, TANAKA, 'ja');
    expect(readLanguage(db, TANAKA)).toEqual({ language: 'en', how: 'chosen' });
    chooseLanguage(db, TANAKA, 'ja');
    noteLanguage(db, TANAKA, 'en');
    expect(readLanguage(db, TANAKA)).toEqual({ language: 'ja', how: 'chosen' });
  });
});
