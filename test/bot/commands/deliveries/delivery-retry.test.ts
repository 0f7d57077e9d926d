import { afterEach, beforeEach, expect, test } from 'vitest';
import { restorations } from '../../../../src/store/schema.ts';
import { OA } from '../../../helpers/company.ts';
import { FILM, FOREVER, timePasses } from '../../../helpers/late-files.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../../helpers/people.ts';
import { until } from '../../../helpers/until.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/* Messages that did not arrive, or may not have, and administrators who have them sent again. */

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka');
  // No reply token is left: answers go by push.
  await world.later(120_000);
});
afterEach(() => world.stop());

const HOUR_MS = 60 * 60_000;
const roomTexts = () => textsOf(world.tanaka.room('山田花子'));
const received = () => hanako.received.map(({ text }) => text);
const answer = () => world.suzuki.lastAnswer;
const pushes = () => world.line.calls.filter(({ api }) => api === 'push');
const keys = () => new Set(pushes().map(({ retryKey }) => retryKey));
const bodies = () => new Set(pushes().map(({ body }) => JSON.stringify(body)));
const retries = () => auditOf(world).filter(({ action }) => action === 'delivery.retry');
const buttons = () => world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);
const numberIn = (text: string) => /#(\d+)/u.exec(text)?.[1] ?? '';

/** All tries of a push end in a limit that names no time: surely not sent. */
async function exhaust(...texts: readonly string[]): Promise<void> {
  world.line.faults.failNext({ api: 'push', times: 7 * texts.length, status: 429 });
  for (const text of texts) {
    await world.tanaka.says('山田花子', text);
    for (let n = 0; n < 7; n += 1) await world.later(40 * 60_000);
  }
}

/** Three sends to LINE WORKS arrive, and their answers are lost. */
async function doubt(text: string) {
  world.works.faults.failNext({ api: 'channel-message', times: 3, mode: 'after', action: 'cut' });
  const sent = await hanako.user.says(text, { oa: OA });
  await world.settle();
  for (let n = 0; n < 3; n += 1) await world.later(30_000);
  return sent;
}

test('a push goes again with its bytes and its key, and its writer hears that it has arrived', async () => {
  await exhaust('明日伺います');
  expect(roomTexts().at(-1)).toContain('届きませんでした');
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toMatch(
    /^届いていないメッセージ・止まっている配信 1件\n#\d+ 田中 花 → 山田花子\n届いていません（再試行を終了） \/ 4時間前 \/ 理由: 再試行を終了$/u,
  );
  expect(world.suzuki.answers.join()).not.toContain('明日伺います');
  expect(buttons()).toEqual(['再送する', 'すべて再送する']);
  const number = numberIn(answer());
  await world.suzuki.presses('再送する');
  expect(answer()).toContain(`#${number}を再送しています`);
  expect(answer()).toContain('2回届くことはありません');
  expect(received().filter((text) => text === '明日伺います')).toHaveLength(1);
  expect(keys().size).toBe(1);
  expect(bodies().size).toBe(1);
  expect(roomTexts().at(-1)).toBe(
    '［お知らせ］先ほど届かなかった（届いたか分からなかった）メッセージを、管理者が再送し、届きました。\n> 明日伺います',
  );
  expect(retries()).toHaveLength(1);
  expect(retries()[0]).toMatchObject({ actorId: world.suzuki.user.userId });
  // Pressed twice.
  await world.suzuki.commands(`delivery retry ${number}`);
  expect(answer()).toBe(`#${number}はすでに届いています。`);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('届いていないメッセージも、止まっている配信もありません');
  await world.suzuki.commands('delivery retry 999999');
  expect(answer()).toContain('見つかりません');
  expect(retries()).toHaveLength(1);
});

test('a day later it goes as a new message, and in doubt only after a warning', async () => {
  await exhaust('明日伺います');
  await world.later(24 * HOUR_MS);
  await world.suzuki.commands('delivery list');
  expect(answer()).toContain('新しく送り直します');
  await world.suzuki.commands(`delivery retry ${numberIn(answer())}`);
  expect(answer()).toContain('新しい送信として送ります');
  expect(received().filter((text) => text === '明日伺います')).toHaveLength(1);
  expect(keys().size).toBe(2);

  await world.later(HOUR_MS);
  await doubt('届きましたか');
  expect(roomTexts().filter((text) => text === '届きましたか')).toHaveLength(3);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('山田花子 → 田中 花');
  expect(answer()).toContain('届いたか分かりません');
  expect(answer()).toContain('2回届くことがあります');
  const before = retries().length;
  await world.suzuki.presses('再送する');
  expect(answer()).toContain('LINE WORKSには重複を防ぐしくみがありません');
  expect(retries()).toHaveLength(before);
  await world.suzuki.confirms();
  expect(answer()).toContain('を再送しています');
  expect(roomTexts().filter((text) => text === '届きましたか')).toHaveLength(4);
  expect(retries()).toHaveLength(before + 1);
  expect(received().at(-1)).toContain('その後、担当者に届きました');
});

test('what must not be said again is not, and the list says why', async () => {
  await exhaust('一つ目');
  await hanako.blocks();
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('再送できません（ブロック中）');
  expect(buttons()).toEqual([]);
  await world.suzuki.commands(`delivery retry ${numberIn(answer())}`);
  expect(answer()).toContain('再送できません: ブロック中');
  await hanako.unblocks();
  const { messageId } = await doubt('取り消します');
  await hanako.user.unsends(messageId, { oa: OA });
  await world.settle();
  await world.suzuki.commands('配信 一覧');
  expect(answer()).not.toContain('山田花子 → 田中 花');
  const [room] = auditOf(world).filter(({ action }) => action === 'room.open');
  await world.suzuki.commands(`room close ${room?.roomId}`);
  await world.suzuki.confirms();
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('再送できません（トークは終了済み）');
  await world.suzuki.commands('delivery retry all');
  expect(answer()).toBe('再送できるメッセージはありません。');
  expect(retries()).toHaveLength(0);
  // A week later nothing is left of them.
  await world.later(8 * 24 * HOUR_MS);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toContain('届いていないメッセージも');
});

test('all of them: counted, asked about, and sent in the order in which they were written', async () => {
  await exhaust('一', '二');
  await doubt('三');
  await world.suzuki.commands('配信 再送 すべて');
  expect(answer()).toContain('届いていないメッセージ 3件を再送しますか？');
  expect(answer()).toContain('うち1件は');
  await world.suzuki.confirms();
  // Two requests of one lane go one after the other.
  expect(answer()).toContain('2件を再送しています');
  expect(answer()).toContain('1件は、同じトークで送信中のものが終わりしだい');
  expect(received()).not.toContain('二');
  await world.later(1000);
  expect(received().filter((text) => text === '一' || text === '二')).toEqual(['一', '二']);
  expect(retries()).toHaveLength(3);
});

test('what is stuck is listed with its reason, and tried at once; in English', async () => {
  await world.suzuki.commands('lang en');
  world.line.faults.failNext({ api: 'push', times: 3, status: 429 });
  await world.tanaka.says('山田花子', 'まだですか');
  await world.later(3000);
  await world.suzuki.commands('delivery list');
  expect(answer()).toMatch(/1 waiting .* reason: LINE does not take it .* tried 2 times/u);
  expect(answer()).not.toContain('まだですか');
  const number = numberIn(answer());
  await world.suzuki.presses('Try now');
  expect(answer()).toBe(`#${number} will be tried at once.`);
  await world.suzuki.commands(`delivery retry ${number}`);
  expect(received().at(-1)).toBe('まだですか');
  expect(keys().size).toBe(1);
  await world.sato.commands('delivery list');
  expect(world.sato.lastAnswer).not.toContain('waiting');
});

test('a line that goes beside words or not at all is neither offered nor said to be tried at once', async () => {
  await world.suzuki.commands('lang en');
  world.works.faults.failNext({ api: 'get-attachment', times: FOREVER, status: 503 });
  const film = { bytes: FILM, fileName: 'a.mp4', contentType: 'video/mp4' };
  await world.tanaka.room('山田花子').sendsFile('video', film);
  await world.settle();
  await timePasses(world, 90_000, 1000);
  await world.suzuki.commands('delivery list');
  const number = /#(\d+)[^#]*or the next message/u.exec(answer())?.[1] ?? '';
  // The file is tried again, the line is not: it waits for the file or for words.
  expect(answer().match(/#\d+/gu)).toHaveLength(2);
  expect(buttons()?.filter((label) => label === 'Try now')).toHaveLength(1);
  const before = pushes().length;
  await world.suzuki.commands(`delivery retry ${number}`);
  expect(answer()).toBe(`#${number} is waiting to be sent.`);
  expect(pushes()).toHaveLength(before);
  expect(retries()).toEqual([]);
});

test('what has been asked for while its lane speaks waits for the end of that', async () => {
  await exhaust('先の話');
  await world.suzuki.commands('配信 一覧');
  const number = numberIn(answer());
  const way = world.line.faults.hold(({ api }) => api === 'push');
  await world.tanaka.room('山田花子').says('後の話');
  await until('a push is under way', () => way.waiting > 0);
  await world.suzuki.adminRoom.says(`delivery retry ${number}`);
  await until('it is answered', () => answer().includes('送信中のものが終わりしだい'));
  await world.suzuki.adminRoom.says(`delivery retry ${number}`);
  await world.heard();
  way.release();
  await world.settle();
  await world.later(1000);
  expect(received().filter((text) => text.endsWith('の話'))).toEqual(['後の話', '先の話']);
  expect(retries()).toHaveLength(1);
  expect(keys().size).toBe(2);
});

test('a new request goes before what waits and has surely not been sent', async () => {
  await exhaust('先の話');
  await world.later(24 * HOUR_MS);
  world.line.faults.failNext({ api: 'push', status: 429 });
  await world.tanaka.says('山田花子', '後の話');
  expect(received()).not.toContain('後の話');
  await world.suzuki.commands('delivery retry all');
  await world.suzuki.confirms();
  expect(received().filter((text) => text.endsWith('の話'))).toEqual(['先の話', '後の話']);
});

test('what waited in a copy that was restored is listed with that reason, and may come twice', async () => {
  world.line.faults.failNext({ api: 'push', status: 429 });
  await world.tanaka.says('山田花子', '写しの話');
  const { db } = world.bridge.workspace.context;
  db.insert(restorations).values({ source: 'backup', madeAt: world.clock.now() }).run();
  await world.restart(60_000);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toMatch(
    /田中 花 → 山田花子\n届いたか分かりません \/ .*理由: バックアップの時点で送信待ち \/ 再送すると、2回届くことがあります/u,
  );
  expect(received()).not.toContain('写しの話');
  await world.suzuki.presses('再送する');
  expect(answer()).toContain('重複を防ぐキーが使えない');
  await world.suzuki.confirms();
  expect(received().filter((text) => text === '写しの話')).toHaveLength(1);
});

test('what had ended before a copy was made may have been sent again since, and the list says so', async () => {
  await doubtless('もう一度');
  const { db } = world.bridge.workspace.context;
  db.insert(restorations).values({ source: 'backup', madeAt: world.clock.now() }).run();
  await world.restart(60_000);
  await world.suzuki.commands('配信 一覧');
  expect(answer()).toMatch(/届いていません \/ .*再送すると、2回届くことがあります/u);
  const number = numberIn(answer());
  await world.suzuki.presses('再送する');
  expect(answer()).toContain('同じメッセージが2回届きます');
  expect(received()).not.toContain('もう一度');
  await world.suzuki.confirms();
  expect(received().filter((text) => text === 'もう一度')).toHaveLength(1);
  // What ends after that is no doubt of the copy's.
  await doubtless('新しい話');
  await world.suzuki.commands('配信 一覧');
  expect(numberIn(answer())).not.toBe(number);
  expect(answer()).not.toContain('2回届くことがあります');
});

/** Refused for what it says, with the member's name and without. */
async function doubtless(text: string): Promise<void> {
  world.line.faults.failNext({ api: 'push', times: 2, status: 400 });
  await world.tanaka.says('山田花子', text);
  await world.later(1000);
  expect(received()).not.toContain(text);
  world.line.faults.clear();
}
