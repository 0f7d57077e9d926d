import { type PassingServer, startPassingServer } from '../../helpers/passing-server.ts';
import { STORY } from './orders.ts';

/** An address of a story's own, which leads to its workspace: links and webhooks are as on Node. */
export const openDoor = (to: string, story: string): Promise<PassingServer> =>
  startPassingServer(() => ({ base: to, headers: { [STORY]: story } }));
