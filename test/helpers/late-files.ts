import { outbox } from '../../src/store/schema.ts';
import type { LineChat } from './people.ts';
import { mp4 } from './sounds.ts';
import type { World } from './world.ts';

/* Files whose place is kept while words go on without them, in either direction. */

export const FOREVER = 1e9;
export const FILM = mp4(5000);
export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);

/** Moves the time in steps, so that whatever waits gets its turn. */
export async function timePasses(world: World, ms: number, step = 5000): Promise<void> {
  for (let at = 0; at < ms; at += step) await world.later(step);
}

/** A phone's screen, in short. */
export const shownOn = (chat: LineChat) =>
  chat.received.map(({ kind, text }) => (kind === 'text' ? text : `(${kind})`));

/** The files that are still to follow. */
export const parkedIn = (world: World) =>
  world.bridge.workspace.context.db
    .select()
    .from(outbox)
    .all()
    .filter(({ lane, state }) => lane.startsWith('late:') && state === 'queued');
