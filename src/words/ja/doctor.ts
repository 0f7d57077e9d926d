import type { FaultName } from '../../domain/fault.ts';

type FaultWords = Readonly<
  Record<FaultName, (detail: string, found: string) => readonly [what: string, fix: string]>
>;

/** The findings of `doctor`, with a fix for each fault. */
export const doctor = {
  allWell: '診断の結果、問題はありません。',
  faultsFound: (count: number) => `診断の結果、${count}件の問題があります。`,
  roomTitle: '診断（自動で退室します）',
  roomMode: 'LINEユーザーごとに別のトークルームを使います',
  directMode: 'トークルームを分けられないため、ボットとの1:1のトークルームを使います',
  chat: {
    off: 'オフ（メッセージには自動で既読が付きます）',
    on: 'オン（チャット画面からも返信できますが、その返信は監査ログに残りません。メッセージには自動で既読が付きます）',
    'on-read-by-hand':
      'オン（チャット画面からも返信できますが、その返信は監査ログに残りません。既読は、チャット画面で開くまで付きません）',
  } as Record<string, string>,
  diskFree: (megabytes: string) => `空き ${megabytes} MB`,
  checks: {
    'line-token': 'LINE公式アカウント',
    'line-webhook': 'LINEのWebhook設定',
    'line-webhook-test': 'LINEからの接続テスト',
    'line-chat': 'LINEのチャット',
    'works-token': 'LINE WORKSの認証',
    'works-scopes': 'LINE WORKSのscope',
    'bridge-bot': '連携ボットの設定',
    'admin-bot': '管理ボットの設定',
    'bot-domain': 'ボットのドメイン登録',
    rooms: 'トークルーム',
    clock: 'サーバーの時計',
    disk: 'ディスク',
    certificate: 'PUBLIC_URLの証明書',
    delivery: '配信',
    reception: '受信',
    'audit-log': '監査ログの署名',
    'audit-url': '監査ログのチェックポイントの送信',
    'audit-export': '監査ログの日次出力',
  },
  faults: {
    unauthorized: (_detail: string) => [
      '認証できません。',
      'IDとシークレット（鍵）を環境変数で確認してください。',
    ],
    unreachable: (_detail: string) => [
      'つながりません。',
      'ネットワークとプロキシの設定を確認し、時間をおいてもう一度診断してください。',
    ],
    refused: (detail: string) => [
      `拒否されました（${detail}）。`,
      '設定と権限を確認してください。',
    ],
    'webhook-missing': (url: string) => [
      'Webhook URLが設定されていません。',
      `LINE DevelopersコンソールでWebhook URLを ${url} にしてください。`,
    ],
    'webhook-elsewhere': (url: string) => [
      'Webhook URLが違います。',
      `LINE DevelopersコンソールでWebhook URLを ${url} にしてください。`,
    ],
    'webhook-of-another-service': (url: string, service: string) => [
      `Webhook URLに別のサービス（${service}）が設定されています。1つの公式アカウントに設定できるWebhook URLは1つだけのため、LINEユーザーのメッセージはここに届きません。`,
      `ここで受け取るには、LINE DevelopersコンソールでWebhook URLを ${url} にしてください。変更すると、${service} には届かなくなります。`,
    ],
    'webhook-off': (_detail: string) => [
      'Webhookの利用がオフです。',
      'LINE Developersコンソールで「Webhookの利用」をオンにしてください。',
    ],
    'webhook-test-failed': (reason: string) => [
      `LINEからここに届きません（${reason}）。`,
      'PUBLIC_URL、証明書、リバースプロキシの設定を確認してください。',
    ],
    'scopes-missing': (scopes: string) => [
      `scopeが足りません（${scopes}）。`,
      'Developer ConsoleのアプリにOAuth Scopeを追加してください。',
    ],
    'callback-off': (url: string) => [
      'Callbackがオフです。',
      `Developer ConsoleでボットのCallback URLをオンにし、${url} を設定してください。`,
    ],
    'callback-elsewhere': (url: string) => [
      'Callback URLが違います。',
      `Developer ConsoleでボットのCallback URLを ${url} にしてください。`,
    ],
    'events-not-ticked': (events: string) => [
      `受け取らない設定のイベントがあります（${events}）。`,
      'Developer Consoleのボットの設定で、これらにチェックを入れてください。',
    ],
    'group-join-off': (_detail: string) => [
      '複数人のトークルームへの招待がオフです。',
      'Developer Consoleのボットの設定で許可してください。',
    ],
    'domain-not-registered': (domain: string) => [
      `ドメイン ${domain} に登録されていません。`,
      '管理者画面の［サービス］＞［Bot］でボットを追加し、公開してください。',
    ],
    'clock-wrong': (seconds: string) => [
      `サーバーの時計が約${seconds}秒ずれています。`,
      '時刻の自動同期（NTP）を有効にしてください。',
    ],
    'disk-full': (megabytes: string) => [
      `ディスクの空きが少なくなっています（${megabytes} MB）。`,
      '空きを増やすか、DATA_DIRを大きなディスクに移してください。',
    ],
    'certificate-near': (end) => [
      `有効期限が近づいています（${end}まで）。`,
      '証明書の自動更新を確認し、期限までに更新してください。期限を過ぎると、何も受信できなくなります。',
    ],
    'certificate-over': (end) => [
      `有効期限が切れています（${end}まで）。LINEからもLINE WORKSからも受信できません。`,
      'すぐに証明書を更新してください。',
    ],
    'delivery-stalled': (since) => [
      `止まっているか、遅れています（${since}から）。`,
      '「状態」で送信の状況を確認してください。自動で送り直しています。',
    ],
    'nothing-received': (last) => [
      `いつもより長く途絶えています（最後の受信は${last}）。`,
      'Webhook・Callbackの設定を確認してください。休業日など、心当たりがあるときは問題ありません。',
    ],
    'audit-key-missing': (_detail: string) => [
      '署名の鍵がないため、チェックポイントを作れません。',
      'AUDIT_KEYにEd25519の秘密鍵を設定してください（SECRET_KEYの設定でも動作します）。',
    ],
    'audit-key-unreadable': (_detail: string) => [
      '署名の鍵（DATA_DIRのaudit.key）を読み取れないため、チェックポイントを作れません。',
      'バックアップから元に戻すか、ファイルの権限を確認して、起動し直してください。戻せないときは、ファイルを別の場所に移して起動し直すと、新しい鍵が作られます。',
    ],
    'audit-log-disagrees': (entries: string) => [
      `${entries}件目までのチェックポイントと一致しないため、新しいチェックポイントを作れません。`,
      '監査者が「監査 検証」で確認してください。バックアップから復元したあとの手順は、docs/operations.mdにあります。',
    ],
    'checkpoints-unwritable': (why: string) => [
      `チェックポイントの保存先を読み書きできません（${why}）。`,
      'DATA_DIRのcheckpointsの権限とディスクの空きを確認してください。',
    ],
    'checkpoint-not-posted': (why: string) => [
      `最新のチェックポイントを送れません（${why}）。自動で送り直します。`,
      'AUDIT_CHECKPOINT_URLと、送信先の状態を確認してください。',
    ],
    'export-failed': (why: string) => [
      `監査ログの日次出力ができません（${why}）。1時間ごとに、できていない日の分からやり直します。`,
      'AUDIT_EXPORT_DIRの権限とディスクの空き、署名の鍵を確認してください。',
    ],
  } satisfies FaultWords as FaultWords,
};
