import { afterEach, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { OWN_ACCOUNT, OWN_OA } from '../../../helpers/own-account.ts';
import { chatOf } from '../../../helpers/people.ts';
import { auditOf } from '../../../helpers/webhooks.ts';
import type { World } from '../../../helpers/world.ts';

/* The words that open a talk stand only in the message's entry, which is erased with an unsend. */

let world: World;
afterEach(() => world.stop());

const opened = () => auditOf(world).filter(({ action }) => action === 'room.open');

test('the entry of a talk that opens holds none of the words that opened it', async () => {
  world = await startLinkedWorld();
  const hanako = world.lineUser('山田花子');
  await hanako.says('トークID: tanaka 見積もりをお願いします');
  expect(opened()).toHaveLength(1);
  expect(opened()[0]?.text).toBeNull();
});

test('a sticker opens a talk on an account of a member’s own', async () => {
  world = await startLinkedWorld(OWN_ACCOUNT);
  const hanako = chatOf(world.lineUser('山田花子').user, world.settle, OWN_OA);
  await hanako.sendsSticker('446', '1988', ['hello']);
  expect(opened()).toHaveLength(1);
  expect(auditOf(world).filter(({ action }) => action === 'event.fail')).toHaveLength(0);
});
