type Say = (detail: string) => string;

/** `npm run backup`, `restore`, `export` and `import` in a terminal. */
export const copies = {
  backupUsage: [
    'npm run backup -- フォルダー [--keep 残す数] [--with-audit-key] [--read-all]',
    '  DATA_DIRのバックアップをフォルダーに作り、検証します。稼働中でも実行できます。',
    '  --keep: 新しいものから指定した数だけを残し、それより古いバックアップを削除します。',
    '  --with-audit-key: 監査ログの署名鍵（audit.key）も含めます。厳重に保管してください。',
    '  --read-all: 前のバックアップと共有するファイルも読み直して確認します。',
    '終了コード: 0 完了、1 作成できない、2 使い方の誤り、3 完了（DATA_DIRに足りないファイルあり）',
  ] as readonly string[],
  restoreUsage: [
    'npm run restore -- フォルダー [--into DATA_DIR] [--replace]',
    '  バックアップ（またはフォルダー内の最新のもの）を検証し、DATA_DIRに復元します。先に停止してください。',
    '  --replace: DATA_DIRに今あるものを、その中のbefore-restore-…に移してから復元します。',
    '終了コード: 0 完了、1 復元できない（何も変更していません）、2 使い方の誤り',
  ] as readonly string[],
  exportUsage: [
    'npm run export -- ファイル.ndjson[.gz] [--without-files]',
    '  DATA_DIRの内容を1つのファイルに書き出します。移行には、停止してから実行してください。',
    '  --without-files: 送受信されたファイルを含めません。',
    '終了コード: 0 完了、1 書き出せない、2 使い方の誤り、3 完了（DATA_DIRに足りないファイルあり）',
  ] as readonly string[],
  importUsage: [
    'npm run import -- ファイル.ndjson[.gz] [--into DATA_DIR] [--replace]',
    '  書き出したファイルを検証しながら、DATA_DIRに読み込みます。先に停止してください。',
    '  --replace: DATA_DIRに今あるものを、その中のbefore-restore-…に移してから読み込みます。',
    '終了コード: 0 完了、1 読み込めない（何も変更していません）、2 使い方の誤り',
  ] as readonly string[],
  ofSandbox: (folder: string) => `サンドボックスのデータです: ${folder}`,
  backupMade: (path: string, entries: number, blobs: number, pruned: number) =>
    [
      `バックアップを作り、検証しました: ${path}`,
      `監査ログの記録 ${entries}件、ファイル ${blobs}件${pruned > 0 ? `。古いバックアップを${pruned}件削除しました` : ''}。`,
    ].join('\n'),
  gaps: (count: number) =>
    `DATA_DIRのblobsに、ない、または壊れているファイルが${count}件あります。ほかはすべて保存しました。古いバックアップは削除していません。`,
  exportGaps: (count: number) =>
    `DATA_DIRのblobsに、ない、または壊れているファイルが${count}件あります。ほかはすべて書き出しました。`,
  noBackupMade: 'バックアップを作れませんでした。前のバックアップはそのままです。',
  restored: (from: string, when: string, dataDir: string) =>
    `${from}（${when}時点）を検証し、${dataDir}に復元しました。`,
  counts: (entries: number, blobs: number) => `監査ログの記録 ${entries}件、ファイル ${blobs}件。`,
  aside: (folder: string) => `前からあったものは${folder}に移しました。`,
  nextStart:
    '次に開始すると、その時点で送信待ちだったものは「不明」と記録され、自動では送られません。管理者にお知らせが届きます。',
  notRestored: '復元できませんでした。DATA_DIRにあったものはそのままです。',
  exported: (file: string, rows: number, blobs: number) =>
    `${file}に書き出しました。データ ${rows}行、ファイル ${blobs}件。`,
  notExported: '書き出せませんでした。',
  imported: (rows: number, dataDir: string) =>
    `検証し、${dataDir}に読み込みました（データ ${rows}行）。`,
  notImported: '読み込めませんでした。DATA_DIRにあったものはそのままです。',
  faults: {
    'no-database': (detail) =>
      `データベースがありません: ${detail}\nDATA_DIRが正しいか確認してください。`,
    'older-database': (detail) =>
      `${detail}は前のバージョンのデータベースです。このバージョンで一度開始するか、前のバージョンで実行してください。`,
    migrating: (detail) =>
      `データベースは新しいバージョンへの更新の途中です（${detail}）。更新が終わるまで待つか、中断していた場合は開始してから、もう一度実行してください。`,
    'newer-database': (detail) =>
      `別のバージョンで書き出されたものです（${detail}）。両方を同じバージョンにして、もう一度書き出してください。`,
    inside: (detail) =>
      `${detail}はDATA_DIRの中にあります。DATA_DIRの外のフォルダー（できれば別のディスク）を指定してください。`,
    'under-way': (detail) =>
      `${detail}では、別のバックアップが実行中です。終わってから実行してください。`,
    'in-use': (detail) => `${detail}は稼働中です。停止してから実行してください。`,
    'not-empty': (detail) =>
      `${detail}は空ではありません。空のフォルダーを--intoで指定するか、今あるものを脇へ移してよければ--replaceを付けてください。`,
    finished: (detail) =>
      `${detail}で中断されていた復元を、いま最後まで行いました。そのまま開始できます。別のものを復元するには、--replaceを付けてもう一度実行してください。`,
    'disk-full': (detail) =>
      `ディスクの空きが足りません: ${detail}\n空きを増やすか、別のディスクを指定してください。`,
    'no-permission': (detail) => `読み書きの権限がありません: ${detail}`,
    'no-backup': (detail) =>
      `バックアップがありません: ${detail}\nbackup.jsonのあるフォルダーか、その親のフォルダーを指定してください。`,
    'not-whole': (detail) => `壊れているか、途中で切れているか、書き換えられています: ${detail}`,
    breach: (detail) =>
      `監査ログの検証で、改ざんの疑いがあります: ${detail}\nまずDATA_DIR全体をそのままコピーし、「監査 検証」で確認してください。`,
    'no-file': (detail) => `ファイルまたはフォルダーがありません: ${detail}`,
    exists: (detail) => `${detail}という名前のファイルがあります。別の名前を指定してください。`,
  } satisfies Record<string, Say>,
};
