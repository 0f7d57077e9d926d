import type { FILE_HOSTS } from '../../domain/destination.ts';

type FileHostWords = Readonly<Record<(typeof FILE_HOSTS)[number], string>>;

/** The state of the bridge, in `status`. */
export const dashboard = {
  title: '【状態】',
  autoAdd: '自動追加',
  autoAddOn: 'オン',
  autoAddOff: 'オフ',
  autoAddAll: '全員を追加（利用範囲が「全員」のため）',
  waiting: (count: number) => `${count}件`,
  waitingSince: (count: number, since: string, age: string) =>
    `${count}件（最も古いものは${since}から、${age}）`,
  /** Below the number of waiting messages. */
  triedAgain: (line: number, works: number) =>
    `うち再送待ち: ${[line > 0 ? `LINE ${line}件` : '', works > 0 ? `LINE WORKS ${works}件` : ''].filter(Boolean).join('、')}`,
  justNow: '1分未満',
  minutes: (count: number) => `${count}分`,
  hours: (count: number) => `${count}時間`,
  days: (count: number) => `${count}日`,
  failing: '送信に失敗しています（認証は正常）',
  faltering: '正常（失敗した送信があります）',
  lately: (made: number, failed: number, at: string, why: string) =>
    `直近10分は${made}件中${failed}件失敗（最後は${at}、${why}）`,
  paused: (at: string) => `送信停止中（${at}に再開を試します）`,
  fileHosts: {
    'line-files': 'LINEからのファイルの取得',
    'line-works-files': 'LINE WORKSからのファイルの取得',
    'line-works-uploads': 'LINE WORKSへのファイルの送信',
  } satisfies FileHostWords as FileHostWords,
  filesFailing: '失敗しています',
  filesFaltering: '一部が失敗しています',
};
