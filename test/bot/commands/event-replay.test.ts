import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEvent } from '../../../src/store/queue/failed-events.ts';
import { restorations } from '../../../src/store/schema.ts';
import { OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

/* Events that we stumbled over, and administrators who have them processed again. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
});
afterEach(() => world.stop());

const DAY_MS = 24 * 60 * 60_000;
const db = () => world.bridge.workspace.context.db;
const bug = () =>
  db().run(
    sql.raw(`CREATE TRIGGER bug BEFORE INSERT ON audit_entry_rows
      WHEN NEW.action = 'message.receive' BEGIN SELECT RAISE(ABORT, 'bug'); END`),
  );
const mend = () => db().run(sql`DROP TRIGGER bug`);
const tries = async () => {
  for (let n = 0; n < 4; n += 1) await world.later(2500);
};
const answer = () => world.suzuki.lastAnswer;
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const numberIn = (text: string) => /#(\d+)/u.exec(text)?.[1] ?? '';
const entries = (action: string) => auditOf(world).filter((entry) => entry.action === action);

test('a failed event is kept, listed without its words, and processed again once', async () => {
  await world.suzuki.commands('イベント 一覧');
  expect(answer()).toBe('処理できなかった受信はありません。');
  bug();
  await hanako.says('至急お電話ください');
  await tries();
  await world.later(8 * DAY_MS);
  await world.suzuki.commands('イベント 一覧');
  expect(answer()).toMatch(
    /^処理できなかった受信 1件\n#\d+ LINE: 山田花子\nメッセージ \/ 8日前 \/ エラー: SQLITE_\w+$/u,
  );
  expect(world.suzuki.answers.join()).not.toContain('至急');
  const number = numberIn(answer());
  const told = hanako.received.length;
  await world.suzuki.presses('再実行する');
  expect(world.suzuki.answers.slice(-2).join()).toContain(`#${number}をもう一度処理します`);
  expect(answer()).toContain(`#${number}は、また処理できませんでした`);
  expect(hanako.received).toHaveLength(told);
  mend();
  await world.suzuki.commands(`event replay ${number}`);
  expect(answer()).toBe(`#${number}を処理しました。`);
  // The term of its body had passed before it was processed.
  expect(readEvent(db(), Number(number))).toMatchObject({ state: 'done', body: null });
  expect(roomTexts().filter((text) => text === '至急お電話ください')).toHaveLength(1);
  await world.suzuki.commands(`event replay ${number}`);
  expect(answer()).toBe(`#${number}はすでに処理しました。`);
  await world.suzuki.commands('event replay 99999');
  expect(answer()).toContain('ありません');
  expect(entries('event.replay')).toHaveLength(2);
  expect(entries('event.fail')).toHaveLength(2);
  expect(roomTexts().filter((text) => text === '至急お電話ください')).toHaveLength(1);
});

test('what was unsent meanwhile is not; in English', async () => {
  await world.suzuki.commands('lang en');
  bug();
  const { messageId } = await hanako.user.says('取り消します', { oa: OA });
  await world.settle();
  await tries();
  await world.suzuki.commands('event list');
  expect(answer()).toContain('1 event that could not be processed');
  const number = numberIn(answer());
  mend();
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  await world.suzuki.commands(`event replay #${number}`);
  expect(answer()).toContain('it was unsent');
  expect(roomTexts().join()).not.toContain('取り消します');
  await world.suzuki.commands('event list');
  expect(answer()).toContain('1 more has no content left');
  expect(entries('event.replay')).toHaveLength(0);
});

test('what had not been looked at in a copy that was restored is listed, and replayed', async () => {
  bug();
  await hanako.says('写しの話');
  mend();
  db().insert(restorations).values({ source: 'backup', madeAt: world.clock.now() }).run();
  const told = hanako.received.length;
  await world.restart(60_000);
  await world.suzuki.commands('イベント 一覧');
  expect(answer()).toMatch(
    /1件\n#\d+ LINE: 山田花子\nメッセージ \/ 1分前 \/ バックアップの時点で処理待ち。/u,
  );
  expect(roomTexts()).not.toContain('写しの話');
  await world.suzuki.presses('再実行する');
  expect(answer()).toMatch(/^#\d+を処理しました。$/u);
  expect(roomTexts().filter((text) => text === '写しの話')).toHaveLength(1);
  expect(hanako.received.slice(told)).toEqual([]);
});

test('all of them at once: in the order in which both sides wrote, with one result for all', async () => {
  await hanako.says('最初の話');
  bug();
  const said = async (side: 'line' | 'works', text: string) => {
    if (side === 'line') await hanako.says(text);
    else await world.tanaka.says('山田花子', text);
    await tries();
  };
  await said('line', '一');
  await said('line', '二');
  await said('works', '三');
  await said('line', '四');
  mend();
  await world.suzuki.commands('イベント 再実行 すべて');
  expect(answer()).toMatch(
    /^処理できなかった受信 4件を、届いた順にもう一度処理しますか？\nうち4件は/u,
  );
  expect(entries('event.replay')).toHaveLength(0);
  const heard = world.suzuki.answers.length;
  await world.suzuki.presses('再実行する');
  await world.later(2500);
  expect(world.suzuki.answers.slice(heard)).toEqual([
    '4件を、届いた順にもう一度処理します。結果はまとめてこのトークでお知らせします。',
    '再実行の結果: 4件を処理しました。',
  ]);
  expect(entries('event.replay')).toHaveLength(4);
  const received = entries('message.receive')
    .slice(-4)
    .map(({ text }) => text);
  expect(received).toEqual(['一', '二', '三', '四']);
  await world.suzuki.commands('event replay all');
  expect(answer()).toBe('処理できなかった受信はありません。');
});

test('what fails again, and what was only recorded, is told in the one result; in English', async () => {
  await world.suzuki.commands('lang en');
  bug();
  await hanako.says('まだだめです');
  await tries();
  await world.suzuki.commands('event replay all');
  await world.suzuki.presses('Replay');
  await tries();
  expect(answer()).toMatch(/^Replayed: 0 events have been processed.\n1 failed again \(#\d+\)/u);
  mend();
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  await world.suzuki.commands('event replay all');
  await world.suzuki.presses('Replay');
  await world.later(2500);
  expect(answer()).toMatch(
    /^Replayed: 1 event has been processed.\nAs things are now, 1 of them was only recorded/u,
  );
});
