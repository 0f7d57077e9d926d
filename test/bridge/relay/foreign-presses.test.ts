import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditContents, auditEntries } from '../../../src/store/schema.ts';
import { ADMIN_BOT, BRIDGE_BOT, OA } from '../../helpers/company.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import type { LineChat } from '../../helpers/people.ts';
import { pressRaw } from '../../helpers/raw-presses.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

let world: World;
let hanako: LineChat;
afterEach(() => world.stop());

const calls = () => world.line.calls.length + world.works.calls.length;
const contents = () => world.bridge.workspace.context.db.select().from(auditContents).all();

/** A foreign button's press leaves one entry with the parties and the data, and no message. */
async function leavesOnlyARecord(press: () => Promise<void>) {
  const before = { calls: calls(), entries: auditOf(world).length };
  await press();
  expect(calls()).toBe(before.calls);
  const entries = auditOf(world).slice(before.entries);
  expect(entries).toHaveLength(1);
  return entries[0];
}

describe('on LINE', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.follows();
    await hanako.says('トークID: tanaka');
    await hanako.says('トークID: sato');
    await hanako.says('田中さんですか');
  });

  test('a press on a foreign menu is recorded, with its parties, and not answered', async () => {
    const misplaced = ['kakehashi:list:0', 'kakehashi:run:link off'];
    for (const data of [
      ...['open', 'open:tanaka:1', 'go:1', 'go:2', 'go:', 'leave:1', 'leave:2', 'leaving'],
      ...['members', 'members:0', 'more:a:1', 'to:a:1', 'own:list:0', 'confirm:x'],
      ...['action=buy&item=1', 'kakehashi', 'kakehashi:go:x', ...misplaced],
    ]) {
      const entry = await leavesOnlyARecord(async () => {
        await hanako.user.taps(data, { oa: OA });
        await world.settle();
      });
      expect(entry).toMatchObject({
        action: 'event.record',
        reason: misplaced.includes(data) ? 'misplaced-button' : 'unknown-button',
        actorKind: 'line-user',
        channelId: OA,
        lineUserId: hanako.user.userId,
        lineUserName: '山田花子',
        text: data,
      });
    }
  });

  test('the choice in a picker is kept, too', async () => {
    await hanako.user.taps('visit', { oa: OA, params: { datetime: '2026-03-01T10:00' } });
    await world.settle();
    expect(contents().at(-1)).toMatchObject({ text: 'visit' });
    expect(JSON.stringify(contents().at(-1)?.detail)).toContain('2026-03-01T10:00');
  });
});

describe('on LINE WORKS', () => {
  beforeEach(async () => {
    world = await startLinkedWorld();
    hanako = world.lineUser('山田花子');
    await hanako.says('トークID: tanaka');
    await world.tanaka.commands('help');
    await world.suzuki.commands('help');
  });

  const FOREIGN = [
    ...['open', 'members', 'go:1', 'own:list:0', 'confirm:x', 'cancel:x', 'run:link off', 'start:'],
    ...['choose:{"page":0}', 'kakehashi:run', 'to:a:1', 'accept-directory:x'],
  ];

  test.each([
    { name: 'bridge', bot: BRIDGE_BOT },
    { name: 'admin', bot: ADMIN_BOT },
  ])('a foreign menu’s press to the $name bot is recorded, and not answered', async ({ bot }) => {
    const { suzuki } = world;
    const own = bot === ADMIN_BOT ? suzuki.adminRoom : suzuki.direct;
    const rooms = [own.channelId, 'some-group', world.tanaka.room('山田花子').channelId];
    for (const data of FOREIGN) {
      for (const channelId of rooms) {
        const entry = await leavesOnlyARecord(() =>
          pressRaw(world, { by: suzuki, data, channelId, as: 'postback', bot }),
        );
        const record = { action: 'event.record', reason: 'unknown-button' };
        expect(entry).toMatchObject({ ...record, memberId: suzuki.user.userId, text: data });
        expect(entry?.facts).toContain(channelId);
      }
      const said = await leavesOnlyARecord(() =>
        pressRaw(world, { by: suzuki, data, channelId: null, as: 'message', bot, text: 'やあ' }),
      );
      expect(said).toMatchObject({ reason: 'unknown-button', text: data });
    }
  });

  test('the text of such a button counts as typed', async () => {
    const message = { channelId: null, as: 'message', data: 'menu=1' } as const;
    await pressRaw(world, { ...message, by: world.suzuki, text: '状態' });
    expect(world.suzuki.lastAnswer).toContain('LINE連携: 有効');
    await pressRaw(world, { ...message, by: world.tanaka, text: '一覧', bot: BRIDGE_BOT });
    expect(world.tanaka.direct.messages.at(-1)?.text).toContain('・山田花子');
  });
});

test('entries about presses hold the data only where it can be erased', async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
  await hanako.user.taps('secret-choice', { oa: OA });
  await world.settle();
  const entries = world.bridge.workspace.context.db.select().from(auditEntries).all();
  expect(JSON.stringify(entries)).not.toContain('secret-choice');
});
