import { readConfig } from '../src/config/config.ts';
import { systemChance } from '../src/hosts/chance.ts';
import { nodeAlarm } from '../src/hosts/node/alarm.ts';
import { nodeBody } from '../src/hosts/node/body.ts';
import { createWorkspace, type Workspace } from '../src/hosts/workspace.ts';
import { openNodeStore } from '../src/store/sqlite/node.ts';
import { companyOf } from './company.ts';
import { environmentOf } from './environment.ts';
import { seedCompany } from './seed.ts';

/**
 * A workspace in this process that keeps incoming events without acting on them: the cost of
 * receipt on its own. Each of its LINE users has a talk room.
 */
export function openIdleWorkspace(
  folder: string,
  rooms: number,
  commits: 'grouped' | 'direct',
): Workspace {
  seedCompany(folder, companyOf(rooms));
  const read = readConfig(environmentOf(folder, null));
  if (!read.ok || read.config.mode !== 'live') throw new Error(JSON.stringify(read));
  const clock = { now: () => Date.now() };
  const workspace: Workspace = createWorkspace({
    runtime: 'node',
    config: read.config,
    store: openNodeStore(folder),
    http: () => new Promise(() => undefined),
    clock,
    chance: systemChance,
    alarm: nodeAlarm(clock, () => workspace.engine.wake()),
    mostFiles: 16,
    mostInFlight: 256,
    commits,
    bodyOf: nodeBody,
    onFault: (what, error) => console.error(what, error),
  });
  void workspace.engine.stop(0);
  return workspace;
}
