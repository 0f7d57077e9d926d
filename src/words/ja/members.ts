import type { FailureReason, LinkStatus } from '../../domain/people/registration.ts';

export const status = {
  available: '利用可能',
  pending: '待機中',
  failed: '失敗',
  retrying: '再試行',
} satisfies Record<LinkStatus, string> as Record<LinkStatus, string>;

/** Why a member cannot be registered, and what to do about it: one sentence that ends in …てください。 */
export const reasons = {
  'emoji-in-name': ['名前に絵文字があります', '名前から絵文字を除いてください。'],
  'line-in-name': ['名前に「line」が含まれています', '名前から「line」を除いてください。'],
  'bad-login-id': [
    'ログインIDがトークIDに使えない形です',
    'ログインIDを、英小文字か数字で始まる2～40文字の英小文字・数字・「.」「_」「-」（「.」は末尾と連続では使えません）に変更してください。',
  ],
  'line-in-login-id': ['ログインIDに「line」が含まれています', 'ログインIDを変更してください。'],
  'reserved-login-id': ['ログインIDが予約語です', 'ログインIDを変更してください。'],
  'company-name': [
    '会社名に絵文字または「line」が含まれています',
    '直るまでだれも追加できないため、会社名（COMPANY_NAME）を変更してください。',
  ],
  'talk-id-taken': [
    '同じトークIDをほかのメンバーが使っています',
    'どちらかのログインIDを変更してください。',
  ],
  'not-found': ['LINE WORKSにこのメンバーがいません', '名前かアカウントを確認してください。'],
  suspended: ['LINE WORKSで利用停止中です', '利用停止を解除してから、もう一度追加してください。'],
  'being-deleted': ['LINE WORKSで削除中です', 'メンバーを復元してから、もう一度追加してください。'],
  'not-released': [
    'ボットからこのメンバーに送れません',
    'Developer Consoleと管理者画面で、ボットをこのメンバーが使えるようにしてください。',
  ],
  restored: ['バックアップから復元された', 'メンバーを再試行してください。'],
  'no-login-id': [
    'ログインIDを取得できません',
    'ログインIDが公開項目になっているか確認してください。',
  ],
} satisfies Record<FailureReason, [string, string]> as Record<FailureReason, [string, string]>;
