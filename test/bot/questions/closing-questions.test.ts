import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OA } from '../../helpers/company.ts';
import { befriendMany, minutesPass, QUICK_ROOMS } from '../../helpers/crowd.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { OWN_ACCOUNT } from '../../helpers/own-account.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** What the administrator is told before talks end, and after: in words that match the certainty. */

let world: World;
afterEach(() => world.stop());

const COMMANDS = [
  ['member remove tanaka'],
  ['member handover tanaka sato'],
  ['room close 1'],
  ['link off'],
] as const;

describe('messages that wait', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    await world.lineUser('山田花子').says('トークID: tanaka');
  });

  test.each(COMMANDS)('%s counts a message whose fate is unknown apart', async (command) => {
    world.works.faults.failNext({ api: 'channel-message', mode: 'after', action: 'cut' });
    await world.lineUser('山田花子').says('届いたかもしれない');
    await world.lineUser('山田花子').says('届いていない');
    await world.suzuki.commands(command);
    expect(world.suzuki.lastAnswer).toMatch(/メッセージ 2件/);
    expect(world.suzuki.lastAnswer).toContain('（うち1件は届いた可能性があります）');
    await world.suzuki.commands('lang en');
    await world.suzuki.commands(command);
    expect(world.suzuki.lastAnswer).toContain('(1 of them may have arrived)');
  });

  test.each(COMMANDS)(
    '%s does not count a message apart that surely has not gone',
    async (command) => {
      const wait = { status: 429, headers: { 'retry-after': '60' } };
      world.works.faults.failNext({ api: 'channel-message', ...wait });
      await world.lineUser('山田花子').says('届いていない');
      await world.suzuki.commands(command);
      expect(world.suzuki.lastAnswer).toMatch(/メッセージ 1件/);
      expect(world.suzuki.lastAnswer).not.toContain('可能性');
    },
  );
});

describe('an account of the member’s own', () => {
  const STAYS = '田中 花さんの専用アカウント「@456hana」は、割り当てられたままです';
  const boot = async () => {
    world = await startWorld({ ...QUICK_ROOMS, ...OWN_ACCOUNT });
    await world.suzuki.commands('link on');
    await world.suzuki.commands('member add tanaka sato');
  };

  test.each(['member remove tanaka', 'member handover tanaka sato'])(
    '%s: the question and the answer name it, and what can be done with it',
    async (command) => {
      await boot();
      await world.lineUser('山田花子').says('トークID: tanaka');
      await world.suzuki.commands(command);
      expect(world.suzuki.lastAnswer).toContain(STAYS);
      expect(world.suzuki.lastAnswer).toContain('「アカウント 解除 @456hana」');
      await world.suzuki.confirms();
      expect(world.suzuki.lastAnswer).toContain(STAYS);
      await world.suzuki.commands('アカウント 解除 @456hana');
      expect(world.suzuki.lastAnswer).toContain('解除しました');
      await world.suzuki.commands('アカウント 割り当て @456hana sato');
      expect(world.suzuki.lastAnswer).toContain('佐藤 健さんに割り当てました');
    },
  );

  test('a member without one reads no line about it', async () => {
    await boot();
    await world.lineUser('山田花子').says('トークID: sato');
    await world.suzuki.commands('member handover sato tanaka');
    expect(world.suzuki.lastAnswer).not.toContain('専用アカウント');
  });

  test('the report after many handed-over talks names it, once, in English too', async () => {
    await boot();
    await world.suzuki.commands('lang en');
    world.line.account(OA).setQuota(1000);
    await befriendMany(world, world.tanaka, 'tanaka', 12);
    await world.suzuki.commands('member handover tanaka sato');
    expect(world.suzuki.lastAnswer).toContain('@456hana');
    const before = world.suzuki.answers.length;
    await world.suzuki.confirms();
    await minutesPass(world, 2);
    const answers = world.suzuki.answers.slice(before).filter((text) => text.includes('@456hana'));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toContain('talks handed over: 12');
    expect(answers[0]).toContain('"account release @456hana"');
  });
});
