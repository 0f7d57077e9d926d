import { afterEach, beforeEach, test } from 'vitest';
import { linkAndTalk } from './helpers/story.ts';
import { startWorld, type World } from './helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

test('連携を有効にし、メンバーを追加し、LINEユーザーと話す', () => linkAndTalk(world));
