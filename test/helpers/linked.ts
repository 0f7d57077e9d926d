import { startWorld, type World, type WorldOptions } from './world.ts';

/** A world in which the link is on and Tanaka and Sato are link members. */
export async function startLinkedWorld(options: WorldOptions = {}): Promise<World> {
  const world = await startWorld(options);
  await world.suzuki.commands('link on');
  await world.suzuki.commands('member add tanaka sato');
  return world;
}
