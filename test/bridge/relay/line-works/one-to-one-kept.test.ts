import { afterEach, describe, expect, test } from 'vitest';
import { startLinkedWorld } from '../../../helpers/linked.ts';
import { textsOf } from '../../../helpers/people.ts';
import type { World } from '../../../helpers/world.ts';

let world: World;
afterEach(() => world.stop());

const customers = ['山田花子', '鈴木一朗', '高橋翔'];
const direct = () => textsOf(world.sato.direct);
const leavings = () =>
  world.works.calls.filter(
    ({ method, path }) => method === 'DELETE' && path.includes('/channels/'),
  );

/** Rooms of one member, requested at once, that all turn out to be the 1:1 room with the bot. */
const handOverAll = async (slow: (api: string, title: string) => boolean) => {
  world = await startLinkedWorld({ works: { roomBehaviour: 'single-user' } });
  for (const name of customers) await world.lineUser(name).says('トークID: tanaka');
  world.works.faults.delay(150, (call) => slow(call.api, JSON.stringify(call.body)));
  await world.suzuki.commands('member handover tanaka sato');
  await world.suzuki.confirms();
  world.works.faults.delay(0);
};

describe.each([
  [
    'one is answered when the others are known',
    (api: string, title: string) => api === 'create-channel' && title.includes('高橋翔'),
  ],
  [
    'one is answered while another is looked at',
    (api: string, title: string) =>
      api === 'get-channel' || (api === 'create-channel' && title.includes('高橋翔')),
  ],
  ['all are answered before one is looked at', (api: string) => api === 'get-channel'],
])('%s', (_, slow) => {
  test('the bot does not leave the 1:1 room when the talks end', async () => {
    await handOverAll(slow);
    await world.suzuki.commands('member remove sato');
    await world.suzuki.confirms();
    expect(leavings()).toEqual([]);
    expect(direct().join('\n')).not.toContain('退室');
    expect(direct().at(-1)).toContain('利用メンバーリストから削除されました');
  });

  test('the addressee there is asked for', async () => {
    await handOverAll(slow);
    await world.sato.direct.says('お待たせしました');
    await world.settle();
    for (const name of customers) expect(direct().at(-1)).toContain(name);
    await world.sato.direct.taps('鈴木一朗');
    await world.settle();
    const heard = (name: string) => world.lineUser(name).received.map(({ text }) => text);
    expect(heard('鈴木一朗').at(-1)).toBe('お待たせしました');
    expect(heard('山田花子')).not.toContain('お待たせしました');
  });
});
