import type { WorkspaceRefusal } from '../../domain/operator/bodies.ts';
import type { Refusal } from '../../domain/operator/refusals.ts';

/** Why a deployment, or a workspace, does not do what it is asked. */
type Refused = Readonly<Record<Refusal | WorkspaceRefusal, string | ((detail: string) => string)>>;

const refused: Refused = {
  'no-operators':
    '配置先に運用者がいません。「keygen」が表示するOPERATOR_KEYSを設定してください。誤りがあればWorkerのログに表示されます。',
  unsigned:
    '配置先がこの鍵を知らないか、リクエストが指定と異なるアドレスに届きました。公開鍵はOPERATOR_KEYSにありますか？',
  'wrong-time': 'このマシンの時計が2分以上ずれています。合わせてください。',
  forbidden: 'この鍵では参照しかできません。operateの鍵が必要です。',
  'unknown-verb': '配置先はこのコマンドを知りません。バージョンが異なる可能性があります。',
  'not-post': '配置先はここではPOSTだけを受け付けます。--atを確認してください。',
  'too-large': '要求が1MBを超えています。',
  'broke-off': '要求が途中で切れました。もう一度お試しください。',
  'not-json': '配置先が要求を読み取れません。バージョンが異なる可能性があります。',
  'no-name': '要求にワークスペースの名前がありません。',
  'unknown-location': (known) =>
    `--locationの地域はCloudflareにありません。何も作成していません。指定できる地域: ${known}`,
  repeated: '配置先は同じ要求をすでに受け取っています。もう一度お試しください。',
  'unknown-workspace': (name) =>
    `ワークスペース「${name}」はありません。一覧は「status --all」で表示されます。`,
  'name-taken': (name) =>
    `「${name}」という名前は使われているか、使われたことがあります。別の名前にしてください。`,
  'under-way': (name) => `「${name}」は作成中です。1分後にもう一度お試しください。`,
  'domain-taken': (detail) =>
    `このLINE WORKSのドメインは別のワークスペースのものです（${detail}）。何も変更していません。`,
  'channel-taken': (detail) =>
    `このLINEのチャネルは別のワークスペースのものです（${detail}）。何も変更していません。`,
  'domain-fixed': (domain) =>
    `ワークスペースのLINE WORKSのドメインは変更できません（${domain}）。別のワークスペースを作成してください。`,
  'no-answer':
    'ワークスペースから応答がなく、実行された可能性があります。「status」で確認してから、もう一度お試しください。',
  body: 'ワークスペースが要求を読み取れません。バージョンが異なる可能性があります。',
  'not-created': 'この名前では何も保存されていません。まだ作成されていないワークスペースです。',
  'not-opened':
    'ワークスペースはありますが、データを開けません。何も変更していません。次の問題を直して（前のバージョンに戻した場合は新しいバージョンを配置して）、もう一度お試しください:',
  migrating:
    '新しいバージョンが、このワークスペースのデータを更新しています。何も変更していません。更新は自動で進み、終わると稼働します。しばらくしてから、もう一度お試しください。現在の状況:',
  'already-created': 'このワークスペースはすでに作成されています。設定は「set」で変更します。',
  'by-environment':
    'このワークスペースの設定は配置先の環境変数です。そこで変更してください（wrangler secret put）。',
  settings: 'この設定では動作できません。何も変更していません:',
  'master-keys': '配置先で設定を封印できない、または開けません:',
  'does-not-rotate': 'この設定には新旧の値がありません。「set」を使ってください。',
  'is-rotating': 'すでに2つの値を使用中です。先に古い値を外してください: rotate … --drop',
  'is-not-rotating': '使用中の値は1つだけで、外す古い値がありません。',
  'same-value': 'その値はすでに使用中です。何も変更していません。',
  'one-value':
    '新しい値は、カンマを含まない1つの値にしてください。カンマは新旧の値の区切りです。何も変更していません。',
  'too-early': (from) => `まだ早すぎます。${from}から削除できます。`,
  'wrong-name': '--confirmの名前が違います。何も削除していません。',
  'not-paused': 'ワークスペースが停止していません。先に「pause」を実行してください。',
  'not-running': 'ワークスペースは今の設定では動作できません:',
  importing:
    '取り込みが終わっていません。同じファイルで「import」をもう一度実行すると、続きから再開します。それまでは「status」「show」「delete … --confirm」だけを使えます。',
  'not-empty':
    'このワークスペースは使われています。取り込み先は、作成して停止したばかりのものに限ります。何も変更していません。',
  gap: '途中の部分が届いていません。「import」をもう一度実行してください。次に必要な番号:',
  'other-file':
    'このワークスペースには別のファイルを取り込み中です。そのファイルで「import」を続けるか、このファイルで最初からやり直してください。',
  'other-version':
    'ファイルのバージョンが異なります。両方を同じバージョンにしてから、もう一度書き出してください。ファイルの最後のマイグレーション:',
  'not-whole':
    'ファイルが壊れているか、途中で切れているか、変更されています。書き出しからやり直してください:',
  breach:
    'ファイルの監査ログを検証できません。監査ログかファイルが変更されています。内容は使用しません。元の監査ログを検証してください（npm run audit -- verify）。',
  'other-owner':
    'ファイルは別のLINE WORKSのドメイン、Bot、LINEチャネルのものです。その会社の設定を持つワークスペースに取り込んでください。',
  'file-gone': '書き出し中にファイルが消去されました。「export」をもう一度実行してください。',
  'no-store':
    'ファイルを保存できませんでした。「import」をもう一度実行すると、続きから再開します。',
  'checkpoints-stay':
    '取り込みはほぼ終わりましたが、前のログのチェックポイントをバケットから削除できなかったため、まだ有効になっていません。「checkpoints/」にロックルールがある場合は一時的に外してから、「import」をもう一度実行してください。続きから完了します。',
  'nothing-to-undo': '今の状態になる前にrestoreした記録がありません。何も変更していません。',
  'not-aside':
    '前回のrestoreで別の場所に移すファイルが、まだバケットに残っています。続けて戻すと、そのファイルが分からなくなります。何も変更していません。数分後にもう一度実行してください。詳細:',
  restoring:
    'ワークスペースは過去の状態に戻る途中です。何も変更していません。1分ほどしてからもう一度実行してください。',
  'no-history':
    'その時点のデータベースの履歴がありません（Cloudflareが保持するのは30日間で、ローカルで動かすWorkerにはありません）。何も変更していません。詳細:',
  'not-here': 'ここではできません。',
};

/** `npm run workspace` in a terminal. */
export const workspaceCommand = {
  usage: [
    'npm run workspace -- コマンド [--at https://… --key ファイル | --data-dir DATA_DIR]',
    '  --at、--key: Workers上の配置先と、自分の運用者鍵（KAKEHASHI_AT、KAKEHASHI_KEYでも指定できます）。',
    '  --data-dir: このマシンのブリッジを対象にします（配置先の指定がなければ、DATA_DIRでも指定できます）。',
    '運用者',
    '  keygen 鍵の名前 [--role operate|read] [--out ファイル]: 鍵を作り、OPERATOR_KEYSに必要なものを表示します',
    '  keygen --master ID: 設定を封印する鍵（MASTER_KEYS用）を表示します',
    '  calls [名前]: 運用者の操作の記録',
    'ワークスペース',
    '  create 名前 --from ファイル.env [--location apac-ne] [--keep-webhook]: 作成し、LINEにWebhook URLを設定し、診断します',
    '  status 名前 | --all、doctor 名前: 状態、問題とその直し方',
    '  pause 名前、resume 名前: 停止中もイベントは受け取り、送信だけを止めます',
    '  delete 名前 [--confirm 名前]: 2段階（間に7日）で削除します',
    '設定',
    '  show 名前: 秘密の値は、ダイジェストの末尾だけを表示します',
    '  set 名前 変数 | --from ファイル.env: 値は入力するか、パイプで渡します',
    '  unset 名前 変数…',
    '  rotate 名前 変数 [--drop]: 新旧を併用し、コンソールの変更後に旧を外します',
    '  reseal 名前 | --all: すべてを最新のマスター鍵で封印し直します',
    'データ',
    '  export 名前 ファイル.ndjson[.gz]: 停止中のワークスペースを、npm run importで読めるファイルに書き出します',
    '  import 名前 ファイル.ndjson[.gz]: そのファイルを、作成して停止したばかりのワークスペースに取り込みます',
    '  bookmarks 名前 [--time 日時]: データベースの履歴の位置（ブックマーク）を表示します',
    '  restore 名前 --time 日時 | --undo [--confirm 名前]: 停止中のワークスペースをその時点の状態（--undoは前回のrestoreの前の状態）に戻します',
    '  --data-dirを指定した場合: export ファイル、import ファイル [--replace]、restore フォルダー [--replace]、',
    '  status（稼働中でも可）、pauseとresume（停止してから）',
    '終了コード: 0 完了（異常なし）、1 拒否（何も変更していません）、2 使い方の誤り、3 完了（異常あり。exportでは足りないファイルあり）、4 応答なし（実行された可能性があります。statusで確認）',
  ].join('\n'),
  wrongUse: 'そのようなコマンドまたは指定はありません。',
  help: '使い方は npm run workspace -- help で表示されます。',
  oneOfBoth: '--at（配置先）と--data-dir（このマシン）は、どちらか一方だけを指定してください。',
  needsAt:
    '配置先を --at https://…（またはKAKEHASHI_AT）で指定してください。このマシンのブリッジには--data-dirを指定します。',
  needsKey:
    '運用者の鍵を --key ファイル（またはKAKEHASHI_KEY）で指定してください。鍵は「keygen」で作れます。',
  noKeyIn: (path: string) => `読み取れる運用者の鍵がありません: ${path}`,
  needsKeyName:
    '鍵には、使う人の名前を付けてください（英数字、ハイフン、下線で32文字まで）。記録にはこの名前が表示されます。',
  needsRole: '--roleにはoperateかreadを指定してください。',
  needsName:
    'ワークスペースの名前を指定してください。英小文字と数字（間にハイフン1つずつ可）で、2文字以上です。アドレスに使われ、後から変更できません。',
  needsFrom: '設定のファイルを --from ファイル.env で指定してください（.envの形式）。',
  needsVariable: '設定の名前をREADME.mdのとおりに指定してください（例: LINE_CHANNEL_SECRET）。',
  needsValue: '値が空です。入力するか、パイプで渡してください。設定を消すにはunsetを使います。',
  needsTime: '戻す日時を指定してください: --time 2026-11-27T09:00:00+09:00',
  needsFile: 'ファイルを指定してください: ファイル.ndjson または ファイル.ndjson.gz',
  needsFolder: 'バックアップのフォルダーを指定してください。',
  noJurisdiction:
    '--jurisdictionにはまだ対応していません。置きたい地域は--locationで希望できます。',
  keyMade: (path: string, entry: string) =>
    [
      `鍵を${path}に作りました。本人だけが読める場所に保管し、Workerには置かないでください。`,
      'Workerには、公開鍵をOPERATOR_KEYS（運用者全員のJSON）として設定します:',
      entry,
      '設定のコマンド: wrangler secret put OPERATOR_KEYS',
    ].join('\n'),
  needsMasterId:
    'マスター鍵のIDを指定してください（例: --master 2026-11）。英数字、ハイフン、点、下線が使えます。数字だけにはできません。',
  masterMade:
    'これをMASTER_KEYS（JSON、新しい鍵が先頭）の先頭に加え、控えを安全な場所に保管してから、reseal --all を実行してください。鍵を失うと、設定は開けません。',
  notWritten: (path: string, code: string) =>
    `${path}に書き込めません（${code}）。鍵は作られていません。`,
  notRead: (path: string, code: string) => `${path}を読み取れません（${code}）。`,
  leftOut: (names: string) => `マシンの設定なので除きました: ${names}`,
  created: (name: string) => `ワークスペース「${name}」を作成しました。`,
  consoles: (line: string, works: string) =>
    [
      'コンソールに入力してください:',
      `  LINE Developersの「Messaging API設定」→「Webhook URL」: ${line}（「Webhookの利用」もオンにします）`,
      `  LINE WORKS Developer Consoleの「Bot」→「Callback URL」（両方のBot）: ${works}`,
    ].join('\n'),
  lineSet: (channel: string) => `LINEに、チャネル${channel}のWebhook URLを設定しました。`,
  lineNotSet: (channel: string, reason: string) =>
    `チャネル${channel}のWebhook URLをLINEに設定できませんでした（${reason}）。LINE Developersで入力してください。`,
  mendAndAsk: (name: string) =>
    `まだ異常があります。上に表示された点を直してから、次で確認してください: npm run workspace -- doctor ${name}`,
  valueOf: (name: string) => `${name}の新しい値:`,
  consoleStep: (name: string) =>
    `今は新旧どちらの値も受け付けます。新しい${name}をコンソールに設定してから、Enterを押してください。古い値を外します。`,
  dropLater: (workspace: string, name: string) =>
    `今は新旧どちらの値も受け付けます。新しい${name}をコンソールに設定してから、次を実行してください: npm run workspace -- rotate ${workspace} ${name} --drop`,
  changed: (names: string) => `変更しました: ${names}`,
  nothingChanged: '前と同じなので、何も変更していません。',
  secret: (digest: string, key: string) => `（秘密の値。ダイジェストの末尾 ${digest}、鍵 ${key}）`,
  notDone: '何も変更していません。',
  pausedHere: '停止しました。次に開始すると、イベントは受け取り、「resume」まで何も送信しません。',
  resumedHere: '再開しました。待っていたものは、次に開始してから処理します。',
  paused: '停止しました。イベントは受け取り続け、「resume」まで何も送信しません。',
  resumed: '再開しました。待っていたものを処理します。',
  leaving: (name: string, from: string) =>
    `停止し、削除を予定しました。${from}から、次のコマンドで完全に削除できます: npm run workspace -- delete ${name} --confirm ${name}（「resume」で取り消せます）`,
  deleted: (name: string) =>
    `ワークスペース「${name}」を削除しました。この名前が別の会社に使われることはありません。`,
  importing: (percent: number) => `${percent}% 送信しました`,
  verifying: '送信が終わりました。監査ログを検証しています。',
  imported: (rows: number, entries: number, blobs: number) =>
    `取り込みと検証が終わりました: ${rows}行、監査ログ${entries}件、ファイル${blobs}件。ワークスペースは停止中です。ファイルの中で送信待ちだったものは終了し、送信されません。各コンソールに新しいURLを入力してから「resume」を実行してください。`,
  resealed: (key: string) => `マスター鍵 ${key} で封印しました。`,
  unopened: (names: string) =>
    `開けないため、そのままにした設定: ${names}。前の鍵はMASTER_KEYSに残っていますか？`,
  wouldGoBack: (name: string, how: string, at: string, lostEntries: string, forgotten: string) =>
    [
      `まだ何も変更していません。「${name}」を${at}の状態に戻すと、それより後の監査ログ${lostEntries}件と、そのメッセージ・変更がすべて失われます。`,
      'その時点で送信待ちだったものは送らず、「不明」と記録します。設定は今のままです。その後に消えたファイルは戻りません。',
      `その後に消去したLINEユーザー: ${forgotten}人（もう一度消去します）。個別のメッセージの消去と送信取消は取り消されるため、もう一度行ってください。`,
      `実行するには: npm run workspace -- restore ${name} ${how} --confirm ${name}`,
    ].join('\n'),
  wentBack: (name: string, at: string, lostEntries: string, forgotten: string) =>
    [
      `「${name}」を${at}の状態に戻しました。停止しています。失われた監査ログ: ${lostEntries}件、もう一度消去しているLINEユーザー: ${forgotten}人`,
      `確認（status、doctor）の後に: npm run workspace -- resume ${name}　元の状態に戻すには: restore ${name} --undo`,
    ].join('\n'),
  staysBehind: (count: number) =>
    `失われた監査ログのファイル${count}件を、バケットから削除できませんでした（ロックルールなど）。コピーはbefore-restore/にあります。ファイル名は「status」で確認できます。監査ログの検証には使いません。`,
  goingBack: (name: string) =>
    `開始しましたが、ワークスペースから応答がありません。次の起動で戻ります。1分ほどしてから「status ${name}」で確認してください（戻ると停止中になり、監査ログが短くなります）。`,
  bookmark: (at: string, bookmark: string) => `${at}: ${bookmark}`,
  workspaces: (count: string) => `ワークスペース: ${count}`,
  revived: (at: string) => `  アラームが途切れていたため、監視が${at}に設定し直しました`,
  status: {
    standing: '状態',
    deletableFrom: '削除できる日時',
    address: 'アドレス',
    version: 'バージョン',
    events: '処理待ちのイベント',
    deliveries: '送信待ち:',
    failedEvents: '失敗したイベント',
    unkept: '記録できなかったWebhook（7日間は再試行します）',
    auditEntries: '監査ログの記録',
    databaseBytes: 'データベース（バイト）',
    stays:
      'restoreの後に削除できなかったファイル（コピーはbefore-restore/にあり、監査ログの検証には使いません）',
    fault: '動作できません',
  },
  unreadable: '応答を読み取れません。配置先のバージョンが異なる可能性があります。',
  otherAnswer: (status: string) =>
    `配置先からKakehashiのものではない応答がありました（${status}）。--atを確認してください。`,
  noAnswer: (at: string, detail: string) =>
    `${at}から応答がありません（${detail}）。変更の場合、実行された可能性があります。「status」で確認してください。`,
  onNode: {
    environment: (verb: string) =>
      `「${verb}」はWorkers用です。Nodeの設定は環境変数です。そこで変更し、ブリッジを起動し直してください。`,
    bot: (verb: string) =>
      `Nodeでは、動作中のブリッジが「${verb}」に答えます。管理Botに「${verb}」と送信してください。`,
    machine: (verb: string) =>
      `「${verb}」はWorkers用です。Nodeではプロセスを停止または起動してください。データはDATA_DIRのフォルダーにあります。`,
    workers: (verb: string) => `「${verb}」はWorkers用で、Nodeにはありません。`,
  },
  refused,
};
