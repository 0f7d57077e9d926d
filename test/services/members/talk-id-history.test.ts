import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemberId, memberId, talkId } from '../../../src/domain/ids.ts';
import {
  changedHandsLately,
  releaseTalkId,
  takeTalkId,
} from '../../../src/services/members/talk-ids.ts';
import { talkIds } from '../../../src/store/schema.ts';
import { startLinkedWorld } from '../../helpers/linked.ts';
import { type LineChat, textsOf } from '../../helpers/people.ts';
import { auditOf } from '../../helpers/webhooks.ts';
import type { World } from '../../helpers/world.ts';

const DAY = 24 * 60 * 60 * 1000;

let world: World;
let hanako: LineChat;
beforeEach(async () => {
  world = await startLinkedWorld();
  hanako = world.lineUser('山田花子');
});
afterEach(() => world.stop());

const history = () =>
  world.bridge.workspace.context.db
    .select()
    .from(talkIds)
    .all()
    .map((row) => [row.talkId, row.memberId, row.releasedAt === null ? 'held' : 'released']);

/** Tanaka leaves; a namesake gets the account and becomes a link member. */
async function namesake(): Promise<MemberId> {
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  world.works.member('tanaka@midori').update({ email: 'old-tanaka@midori' });
  const jiro = world.works.addMember({
    email: 'tanaka@midori',
    lastName: '田中',
    firstName: '次郎',
  });
  await world.later(301_000);
  await world.suzuki.commands('member add tanaka@midori');
  expect(world.suzuki.lastAnswer).toContain('田中 次郎: 利用可能になりました');
  return memberId(jiro.userId);
}

test('taken and released Talk IDs are remembered', async () => {
  const tanaka = world.tanaka.user.userId;
  expect(history()).toContainEqual(['tanaka', tanaka, 'held']);
  const jiro = await namesake();
  expect(history().filter(([id]) => id === 'tanaka')).toEqual([
    ['tanaka', tanaka, 'released'],
    ['tanaka', jiro, 'held'],
  ]);
});

test('a Talk ID with a new holder opens a room only by a button that names them', async () => {
  await namesake();
  await hanako.says('トークID: tanaka');
  expect(hanako.lastReceived?.text).toContain('いまは田中 次郎のものです');
  expect(hanako.lastReceived?.buttons.map((button) => button.label)).toEqual(['田中 次郎']);
  const jiro = world.member('tanaka@midori');
  expect(jiro.hasRoom('山田花子')).toBe(false);
  expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toEqual([]);

  await hanako.presses('田中 次郎');
  expect(jiro.hasRoom('山田花子')).toBe(true);
  expect(hanako.lastReceived?.text).toContain('田中 次郎です');
  await hanako.says('はじめまして');
  expect(textsOf(jiro.room('山田花子')).at(-1)).toBe('はじめまして');
  await hanako.presses('田中 次郎');
  expect(hanako.lastReceived?.text).toBe('ここからのメッセージは田中 次郎に届きます。');
  expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toHaveLength(1);
});

test('a sentence with such a Talk ID is not delivered, and its writer is told', async () => {
  await namesake();
  await hanako.says('トークID: tanaka 見積もりをお願いします');
  expect(hanako.lastReceived?.text).toContain('まだだれにも届いていません');
  expect(auditOf(world).findLast((entry) => entry.action === 'message.receive')).toMatchObject({
    outcome: 'unaddressed',
    reason: 'new-holder',
  });
});

test('the button is dead once the Talk ID has moved on', async () => {
  await namesake();
  await hanako.says('トークID: tanaka');
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await hanako.presses('田中 次郎');
  expect(hanako.lastReceived?.text).toContain('見つかりませんでした');
  expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toEqual([]);
});

test('and while the link is off', async () => {
  await namesake();
  await hanako.says('トークID: tanaka');
  await world.suzuki.commands('link off');
  await world.suzuki.confirms();
  await hanako.presses('田中 次郎');
  expect(hanako.lastReceived?.text).toContain('お受けできません');
  expect(auditOf(world).filter((entry) => entry.action === 'room.open')).toEqual([]);
  const pressed = auditOf(world).findLast((entry) => entry.action === 'event.record');
  expect(pressed).toMatchObject({ reason: 'link-off' });
});

test('the same member again is not a new holder', async () => {
  await world.suzuki.commands('member remove tanaka');
  await world.suzuki.confirms();
  await world.suzuki.commands('member add tanaka');
  await hanako.says('トークID: tanaka');
  expect(world.tanaka.hasRoom('山田花子')).toBe(true);
});

test('after 180 days the Talk ID belongs to its holder alone', () => {
  const { context } = world.bridge.workspace;
  const [id, one, other] = [talkId('kato'), memberId('one'), memberId('other')];
  takeTalkId(context, one, id);
  expect(changedHandsLately(context, id, one)).toBe(false);
  releaseTalkId(context, one);
  world.clock.advance(10 * DAY);
  takeTalkId(context, other, id);
  takeTalkId(context, other, id);
  expect(changedHandsLately(context, id, other)).toBe(true);
  world.clock.advance(170 * DAY - 1);
  expect(changedHandsLately(context, id, other)).toBe(true);
  world.clock.advance(1);
  expect(changedHandsLately(context, id, other)).toBe(false);
  expect(history().filter(([each]) => each === 'kato')).toHaveLength(2);
});

test('a rename releases the old Talk ID; a taken one has one holder', () => {
  const { context } = world.bridge.workspace;
  const [old, fresh] = [talkId('kato'), talkId('kato.new')];
  const [one, other] = [memberId('one'), memberId('other')];
  takeTalkId(context, one, old);
  takeTalkId(context, one, fresh);
  takeTalkId(context, other, old);
  expect(changedHandsLately(context, old, other)).toBe(true);
  takeTalkId(context, other, fresh);
  expect(history().filter(([, holder]) => holder === 'one' || holder === 'other')).toEqual([
    ['kato', 'one', 'released'],
    ['kato.new', 'one', 'released'],
    ['kato', 'other', 'released'],
    ['kato.new', 'other', 'held'],
  ]);
});
