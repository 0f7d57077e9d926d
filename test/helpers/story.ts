import { expect } from 'vitest';
import { textsOf } from './people.ts';
import type { World } from './world.ts';

/** What a story needs from a world; each runtime supplies its own. */
export type Stage = Pick<World, 'suzuki' | 'tanaka' | 'lineUser' | 'settle'>;

/** From an empty database to a conversation, and to its entries in the audit log. */
export async function linkAndTalk(stage: Stage): Promise<void> {
  const { suzuki, tanaka } = stage;
  const hanako = stage.lineUser('山田花子');
  await suzuki.commands('連携 有効');
  expect(suzuki.lastAnswer).toContain('LINE連携を有効にしました');

  await suzuki.commands('メンバー 追加 田中');
  expect(suzuki.answers.at(-2)).toContain('田中 花: 待機中');
  expect(suzuki.lastAnswer).toContain('田中 花: 利用可能になりました（トークID: tanaka）');
  // The QR image stands below it.
  expect(textsOf(tanaka.direct).at(-2)).toContain('トークID: tanaka');
  expect(textsOf(tanaka.direct).at(-2)).toContain('https://line.me/R/oaMessage/%40123midori/?');

  await hanako.says('トークID: tanaka');
  expect(tanaka.hasRoom('山田花子')).toBe(true);
  expect(textsOf(tanaka.room('山田花子'))[0]).toContain('山田花子');
  expect(hanako.lastReceived?.text).toContain('田中 花です');
  expect(hanako.lastReceived?.senderName).toContain('田中');

  await hanako.says('こんにちは');
  expect(textsOf(tanaka.room('山田花子')).at(-1)).toBe('こんにちは');

  await tanaka.says('山田花子', 'お世話になっております');
  expect(hanako.lastReceived?.text).toBe('お世話になっております');
  expect(hanako.lastReceived?.senderName).toContain('田中');

  await hanako.sendsSticker('446', '1988');
  expect(tanaka.room('山田花子').messages.at(-1)?.content).toMatchObject({
    type: 'sticker',
    packageId: '446',
    stickerId: '1988',
  });
  await tanaka.room('山田花子').sendsSticker('446', '1989');
  await stage.settle();
  expect(hanako.lastReceived?.message).toMatchObject({ type: 'sticker', stickerId: '1989' });

  await suzuki.commands('監査 検索 お世話');
  expect(suzuki.lastAnswer).toContain('お世話になっております');
  expect(suzuki.lastAnswer).toContain('田中 花 → 山田花子');
}
