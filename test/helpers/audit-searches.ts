import { startLinkedWorld } from './linked.ts';
import type { World } from './world.ts';

/** The answer when there are no hits. */
export const NOTHING = '当てはまる記録はありません';

/** Tanaka, Sato and another Tanaka are link members; Hanako talks with the first. */
export async function startSearchedWorld(): Promise<World> {
  const world = await startLinkedWorld({
    furnish: (_, works) => {
      works.addMember({ email: 'misaki@midori', lastName: '田中', firstName: '美咲' });
    },
  });
  await world.suzuki.commands('member add misaki');
  await world.lineUser('山田花子').says('トークID: tanaka');
  return world;
}

/** The auditor's latest answer. */
export async function searchIn(world: World, what: string, command = '監査 検索'): Promise<string> {
  const before = world.suzuki.answers.length;
  await world.suzuki.commands(`${command} ${what}`);
  return world.suzuki.answers.slice(before).join('\n');
}

/** The buttons below the latest answer. */
export const labelsIn = (world: World) =>
  world.suzuki.adminRoom.messages.at(-1)?.buttons.map(({ label }) => label);

/** Tanaka sends Hanako a file. */
export async function sendFileIn(
  world: World,
  fileName: string,
  text = 'こんにちは',
): Promise<void> {
  const bytes = Buffer.from(text);
  const contentType = 'application/octet-stream';
  await world.tanaka.room('山田花子').sendsFile('file', { bytes, fileName, contentType });
  await world.settle();
}
