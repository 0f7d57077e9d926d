import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from '../../../../src/context.ts';
import { SYSTEM } from '../../../../src/domain/audit.ts';
import { channelId, lineUserId } from '../../../../src/domain/ids.ts';
import { createSought } from '../../../../src/services/audit/forget/names.ts';
import { EVERYTHING } from '../../../../src/services/audit-export/asked.ts';
import { beginExportOf, endExportOf } from '../../../../src/services/audit-export/begin-export.ts';
import { keepProfile } from '../../../../src/services/line-users/keep-profile.ts';
import { rereadProfiles } from '../../../../src/services/line-users/reread-profiles.ts';
import { verifyChain } from '../../../../src/store/audit/verify-log.ts';
import {
  forgetLineUserRows,
  readLineUser,
  saveProfile,
  wantProfileAgain,
} from '../../../../src/store/line/line-users.ts';
import { countUndelivered } from '../../../../src/store/queue/undelivered.ts';
import { keptRequests } from '../../../../src/store/schema.ts';
import { wordsOf } from '../../../../src/words/words.ts';
import { OA } from '../../../helpers/company.ts';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import { RARE, tracesOf } from '../../../helpers/traces.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/* A customer goes through everything, is forgotten, and is in no file any more. */

/** A letter for each place, none of which stands anywhere else. */
const [NAME, LATER, GIVEN, SAID, ANSWER, FILE, HELD, INSIDE] = RARE;
const DAY = 24 * 60 * 60 * 1000;

let world: World;

const db = () => world.bridge.workspace.context.db;

/** Waits for the end of an erasure, which goes on in slices. */
async function erased(): Promise<void> {
  const isOver = () => world.suzuki.lastAnswer.includes('消去が終わりました');
  for (let at = 0; at < 1000 && !isOver(); at += 1) await world.later(500);
  expect(world.suzuki.lastAnswer).toContain('消去が終わりました');
  // The database's own log is emptied a moment later.
  for (let at = 0; at < 5; at += 1) await world.later(1000);
}

describe('a customer who is forgotten', () => {
  const first = `山田${NAME}`;
  const later = `山田${LATER}`;
  let hanako: ReturnType<World['lineUser']>;
  let ichiro: ReturnType<World['lineUser']>;

  afterAll(() => world.stop());
  beforeAll(async () => {
    world = await startLinkedWorld();
    world.line.addUser({
      displayName: first,
      language: 'ja',
      pictureUrl: `https://profile.line-scdn.net/${encodeURIComponent(NAME ?? '')}`,
    });
    hanako = world.lineUser(first);
    ichiro = world.lineUser('鈴木一朗');
    await ichiro.says('トークID: tanaka');
    await ichiro.says('わたしの話は残ります');
    await hanako.says('トークID: tanaka');
    const asked = await hanako.says(`口座は${SAID}です`);
    await world.tanaka.says(first, `承知しました${ANSWER}`);
    await hanako.says('これです', { quote: asked });
    await hanako.sendsSticker('446', '1988', [`${SAID}`]);
    const bytes = Buffer.from(`%PDF-1.7\n${INSIDE}`);
    const file = { bytes, contentType: 'application/pdf', fileName: `${FILE}.pdf` };
    await hanako.user.sendsContent('file', file, { oa: OA });
    const taken = await hanako.user.says(`取り消す${SAID}`, { oa: OA });
    await world.settle();
    await hanako.user.unsends(taken.messageId, { oa: OA });
    await world.settle();
    await world.tanaka.says(first, `/名前 ${GIVEN}様`);
    await world.suzuki.commands(`監査 検索 ${SAID} 相手:${first}`);
    await world.suzuki.commands(`監査 保全 鈴木一朗 ${first}さんの件`);
    await world.suzuki.confirms();
    await world.suzuki.commands(`トーク 一覧`);
    // Her name changes, and a day later it is noticed.
    hanako.user.rename(later);
    await world.later(DAY + 1000);
    await hanako.says('名前が変わりました');
    // A second member: what she says next is held until she has chosen.
    await hanako.says('トークID: sato');
    await ichiro.says('トークID: sato');
    await world.tanaka.says(first, 'お元気ですか');
    await hanako.says(`どちらへ${HELD}`);
    await hanako.blocks();
    await world.tanaka.says(first, `届かない${ANSWER}`);
    await hanako.unblocks();
    // Kept for a retry, with the bytes of its request.
    await world.later(120_000);
    world.line.faults.failNext({ api: 'push', status: 403 });
    await world.tanaka.says(first, `もう一度${ANSWER}`);
    await world.suzuki.commands('メンバー 引き継ぎ 佐藤 田中');
    await world.suzuki.confirms();
    await world.later(60_000);
  }, 60_000);

  test('is counted before, and nothing goes without the button', async () => {
    expect(db().select().from(keptRequests).all()).toMatchObject([
      { target: hanako.user.userId, body: expect.stringContaining(`もう一度${ANSWER}`) },
    ]);
    expect(tracesOf(world.folder, RARE).length).toBeGreaterThan(8);
    const { context } = world.bridge.workspace;
    // It breaks off: what had gone out by then may hold them as well.
    const actor = { kind: 'admin', id: 'jiro', name: '監査 次郎' } as const;
    const csv = { form: 'csv', rows: 'messages', media: false, filter: EVERYTHING } as const;
    const order = { actor, asked: csv, fileName: 'log.csv', words: wordsOf('ja') };
    const make = async () => ({ kind: 'none', why: 'no-key' }) as const;
    const begun = await beginExportOf({ context, checkpoints: { make, signer: null } }, order);
    if (begun.kind === 'refused') throw new Error(begun.why);
    endExportOf(context, begun, { state: 'left', bytes: 1000 });
    await world.suzuki.commands(`監査 消去 ${later}`);
    const asked = world.suzuki.lastAnswer;
    expect(asked).toContain(`「${later}」さんの記録をすべて消去しますか？元に戻せません。`);
    expect(asked).toMatch(/メッセージ \d+件、ファイル 1件、トークルーム 2件/);
    expect(asked).toContain('開いているトークルーム 1件を終了し');
    expect(asked).toMatch(/確認が必要な出力（新しい順）: 2026-11-23 .* 監査 次郎/);
    expect(world.suzuki.deed).toBe('すべて消去する');
  });

  test('is told, and so is the member', async () => {
    const room = world.tanaka.room(first);
    await world.suzuki.confirms();
    expect(world.suzuki.answers.join('\n')).toContain('記録の消去を始めました（消去 #1）');
    await erased();
    const told = hanako.received.map(({ text }) => text).join('\n');
    expect(told).toContain('これまでのトークの記録を消去します');
    expect(textsOf(room).join('\n')).toContain('監査者がこのトークを終了しました');
    expect(room.botPresent).toBe(false);
  });

  test('is in no file any more: no name, no word, no file, no index', () => {
    expect(tracesOf(world.folder, RARE)).toEqual([]);
    expect(readLineUser(db(), lineUserId(hanako.user.userId))).toBeNull();
    expect(db().select().from(keptRequests).all()).toEqual([]);
    expect(countUndelivered(db())).toBe(0);
  });

  test('leaves a log that verifies, and says that it was done', () => {
    expect(verifyChain(db())).toMatchObject({ ok: true });
    const entries = auditOf(world).filter(
      ({ action }) => action === 'audit.forget' || action === 'line-user.forget',
    );
    expect(entries).toMatchObject([
      { action: 'audit.forget', outcome: 'pending', lineUserId: hanako.user.userId },
      { action: 'line-user.forget', outcome: 'ok', aboutId: entries[0]?.id },
    ]);
    const hers = auditOf(world).filter((entry) => entry.lineUserId === hanako.user.userId);
    expect(hers.length).toBeGreaterThan(20);
    expect(hers.map(({ lineUserName }) => lineUserName).join('')).not.toMatch(/山田/);
  });

  test('leaves another customer as they were', async () => {
    await world.suzuki.commands('監査 検索 わたしの話');
    expect(world.suzuki.lastAnswer).toContain('わたしの話は残ります');
    expect(world.suzuki.lastAnswer).toContain('鈴木一朗');
    await world.tanaka.says('鈴木一朗', 'まだ話せます');
    expect(ichiro.lastReceived?.text).toBe('まだ話せます');
  });

  test('is a new customer when they write again', async () => {
    await hanako.says('こんにちは');
    expect(hanako.lastReceived?.text).toContain('トークID');
    await hanako.says('トークID: tanaka');
    await hanako.says('はじめまして');
    expect(textsOf(world.tanaka.room(later)).at(-1)).toBe('はじめまして');
    await world.restart();
    await world.later(1000);
    await world.suzuki.commands('監査 検索 はじめまして');
    expect(world.suzuki.lastAnswer).toContain('はじめまして');
  });
});

test('what auditors looked for names a customer by a part of the name, or by all of one letter', () => {
  const isSought = createSought(lineUserId('U1'), ['山田 花子', 'Ｋ']);
  for (const words of ['花子', 'k', '見積 k', '山田花子さん']) expect(isSought(words)).toBe(true);
  for (const words of ['花', '見積', 'kg', '鈴木']) expect(isSought(words)).toBe(false);
});

describe('a customer among others in one room', () => {
  let hanako: ReturnType<World['lineUser']>;
  afterAll(() => world.stop());

  const inDirect = async (text: string, label?: string) => {
    await world.tanaka.direct.says(text);
    await world.settle();
    if (label !== undefined) await world.tanaka.direct.taps(label);
    await world.settle();
  };

  /** Entries of other people in between, so that pages of the file fill and part. */
  const others = (count: number) => {
    const { context } = world.bridge.workspace;
    context.store.transaction(() => {
      for (let n = 0; n < count; n += 1) {
        const text = `${n} ほかの方のお話です。${'見積もりの件、'.repeat(n % 40)}`;
        const content = { text, detail: null };
        record(context, { action: 'message.receive', actor: SYSTEM, outcome: 'relayed', content });
      }
    });
  };

  beforeAll(async () => {
    world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
    const name = `山田${NAME}`;
    world.line.addUser({ displayName: name, language: 'ja' });
    hanako = world.lineUser(name);
    await hanako.says('トークID: tanaka');
    await inDirect(`いつもの${ANSWER}`);
    await world.lineUser('鈴木一朗').says('トークID: tanaka');
    others(300);
    for (let n = 0; n < 12; n += 1) {
      await hanako.says(`${n} ${SAID}の件です`);
      others(20);
    }
    await world.lineUser('鈴木一朗').says('わたしもお願いします');
    // Said to one of two, and known to be hers only by her name on the button.
    await inDirect(`どちらかの方へ${HELD}`, name);
    await inDirect(`/名前 ${GIVEN}様`, name);
    others(300);
  }, 60_000);

  test('is forgotten in slices that a restart does not lose, with words that wait', async () => {
    world.line.faults.failNext({ api: 'push', times: 5, status: 500 });
    await world.later(120_000);
    await inDirect(`届かない${ANSWER}`);
    await world.suzuki.commands(`監査 消去 ${hanako.user.userId}`);
    await world.suzuki.confirms();
    // Meanwhile LINE tells another name, and somebody looks for it.
    const { context } = world.bridge.workspace;
    const profile = { displayName: `山田${LATER}`, language: 'ja', pictureUrl: null };
    context.store.transaction(() => keepProfile(context, lineUserId(hanako.user.userId), profile));
    await world.suzuki.commands(`監査 検索 山田${LATER}`);
    const slices = () => auditOf(world).filter(({ action }) => action === 'line-user.erase');
    for (let at = 0; at < 1000 && slices().length < 2; at += 1) await world.later(500);
    await world.suzuki.commands(`監査 保全 ${hanako.user.userId}`);
    expect(world.suzuki.lastAnswer).toContain('すでに消去しています（消去 #1）');
    await world.suzuki.commands('監査 保全 #1');
    expect(world.suzuki.lastAnswer).toContain('トークルーム #1');
    expect(world.suzuki.lastAnswer).toContain('すでに消去しています（消去 #1）');
    await world.suzuki.commands('監査 保全 メンバー:tanaka');
    expect(world.suzuki.lastAnswer).toContain('保全しても消去されます（消去 #1）');
    expect(world.suzuki.deed).toBe('保全する');
    // The log has been looked through nearly up to its end: what an auditor types now comes behind.
    await world.suzuki.commands(`監査 検索 山田${NAME}`);
    await world.restart();
    await erased();
    expect(slices().length).toBeGreaterThan(2);
    expect(tracesOf(world.folder, RARE)).toEqual([]);
    expect(verifyChain(db())).toMatchObject({ ok: true });
    await world.suzuki.commands('監査 検索 ほかの方');
    expect(world.suzuki.lastAnswer).toContain('ほかの方のお話です');
  });

  test('does not come back with a profile that LINE was asked for before', async () => {
    const { context } = world.bridge.workspace;
    const id = lineUserId(hanako.user.userId);
    const profile = { displayName: '山田', language: null, pictureUrl: null };
    context.store.transaction(() => {
      saveProfile(db(), id, profile, context.clock.now());
      wantProfileAgain(db(), id, channelId(OA));
    });
    const answer = async () => {
      context.store.transaction(() => forgetLineUserRows(db(), id, [channelId(OA)]));
      return { kind: 'sent', answer: profile, already: false } as const;
    };
    await rereadProfiles(context, { profile: answer });
    expect(readLineUser(db(), id)).toBeNull();
  });

  test('is not asked about again, until they come back', async () => {
    await world.suzuki.commands(`監査 消去 ${hanako.user.userId}`);
    expect(world.suzuki.lastAnswer).toContain('消去済みです（消去 #1）');
    await hanako.says('こんにちは');
    await world.suzuki.commands(`監査 消去 ${hanako.user.userId}`);
    expect(world.suzuki.lastAnswer).toContain('メッセージ 1件');
    await world.suzuki.presses('キャンセル');
  });
});
