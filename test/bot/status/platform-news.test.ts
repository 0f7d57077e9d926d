import { describe, expect, test } from 'vitest';
import { ageInWords, fileHostsInTrouble, sendingState } from '../../../bot/status/platform-news.ts';
import type { CallsLately } from '../../../src/domain/limits/recent-calls.ts';
import { wordsOf } from '../../../src/words/words.ts';

/** 21:10 in Japan. */
const NOW = Date.UTC(2026, 10, 22, 12, 10);
const MINUTE_MS = 60_000;
const none: CallsLately = { made: 0, failed: 0, last: null, isFailing: false };
const some = (failed: number, isFailing: boolean): CallsLately => ({
  made: 12,
  failed,
  last: { at: NOW - 5 * MINUTE_MS, status: 500, reason: 'server-error' },
  isFailing,
});

const said = (
  calls: CallsLately,
  pausedUntil: number | null = null,
  triedAgain = 0,
  language: 'ja' | 'en' = 'ja',
) => {
  const { state, below } = sendingState(wordsOf(language), { calls, pausedUntil, triedAgain }, NOW);
  return [state, ...below].join('\n');
};

describe('how sending goes', () => {
  test.each([
    [said(none), '正常'],
    [said({ ...none, made: 12 }), '正常'],
    [
      said(some(5, true)),
      '送信に失敗しています（認証は正常）\n　直近10分は12件中5件失敗（最後は21:05、HTTP 500）',
    ],
    [
      said(some(1, false)),
      '正常（失敗した送信があります）\n　直近10分は12件中1件失敗（最後は21:05、HTTP 500）',
    ],
    [
      said({ ...some(1, true), last: { at: NOW, status: null, reason: 'unreachable' } }),
      '送信に失敗しています（認証は正常）\n　直近10分は12件中1件失敗（最後は21:10、接続できない）',
    ],
    [
      said(none, NOW + MINUTE_MS),
      '送信に失敗しています（認証は正常）\n　送信停止中（21:11に再開を試します）',
    ],
    // After a restart only the queue is known.
    [said(none, null, 2), '送信に失敗しています（認証は正常）'],
    // A message that waits for a limit or a file is no sign of trouble while others pass.
    [said({ ...none, made: 3 }, null, 2), '正常'],
    [
      said(some(5, true), NOW + MINUTE_MS, 1, 'en'),
      'sending fails (the access token is valid)\n  5 of 12 failed in the last 10 minutes (last at 21:05, HTTP 500)\n  sending is paused, trying again at 21:11',
    ],
  ])('%#', (is, expected) => {
    expect(is).toBe(expected);
  });

  test('files are told of only where they fail', () => {
    const health = (host: string) => ({
      worksFault: null,
      calls: {
        lately: (to: string) => (to === host ? some(2, true) : none),
        pausedUntil: () => null,
      },
    });
    expect(fileHostsInTrouble(wordsOf('ja'), health('line'), NOW)).toEqual([]);
    expect(fileHostsInTrouble(wordsOf('ja'), health('line-files'), NOW)).toEqual([
      'LINEからのファイルの取得: 失敗しています',
      '　直近10分は12件中2件失敗（最後は21:05、HTTP 500）',
    ]);
    expect(fileHostsInTrouble(wordsOf('en'), { worksFault: null }, NOW)).toEqual([]);
  });
});

test.each([
  [0, '1分未満', 'less than a minute'],
  [59, '1分未満', 'less than a minute'],
  [60, '1分', '1 minute'],
  [59 * 60, '59分', '59 minutes'],
  [60 * 60, '1時間', '1 hour'],
  [47 * 3600, '47時間', '47 hours'],
  [48 * 3600, '2日', '2 days'],
])('%i s', (seconds, ja, en) => {
  expect(ageInWords(wordsOf('ja'), seconds * 1000)).toBe(ja);
  expect(ageInWords(wordsOf('en'), seconds * 1000)).toBe(en);
});
