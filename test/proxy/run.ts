import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform } from '../../sandbox/line-works/platform.ts';
import { type ChildBridge, startChildBridge } from '../helpers/child-bridge.ts';
import { environmentFor, furnish } from '../helpers/company.ts';
import { freePort } from '../helpers/free-port.ts';
import { type FrontProxy, PROXIES } from './proxies.ts';
import { files, overKill, overStop, refusals, type Stage, type Verdict } from './stories.ts';

/**
 * `npm run test:proxy`: the nginx and Caddy of `deploy` before a bridge that stops, dies and starts
 * again. A proxy that is not installed is not tested, and that is said.
 */

const folder = mkdtempSync(join(tmpdir(), 'kakehashi-proxy-'));
const proxies: FrontProxy[] = [];
const absent: string[] = [];
let verdicts: readonly Verdict[] = [];
try {
  const bridgePort = await freePort();
  for (const kind of PROXIES) {
    const places = { folder: join(folder, kind.name), port: await freePort(), bridgePort };
    const proxy = await kind.start(places);
    if (proxy === null) absent.push(kind.name);
    else proxies.push(proxy);
  }
  verdicts = proxies.length === 0 ? [] : await tell(bridgePort);
} finally {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  rmSync(folder, { recursive: true, force: true });
}
report();

async function tell(bridgePort: number): Promise<Verdict[]> {
  const line = await startLinePlatform({});
  const works = await startWorksPlatform({});
  furnish(line, works);
  const data = join(folder, 'data');
  mkdirSync(data);
  const environment = {
    ...environmentFor(line, works),
    PORT: String(bridgePort),
    DATA_DIR: data,
  };
  const start = () => startChildBridge(environment);
  const stage: Stage = { proxies, bridgePort, folder: data, start };
  // A Caddy that cannot send a body twice does not hold callbacks over a restart.
  const holding = { ...stage, proxies: proxies.filter(({ repeatsBroken }) => repeatsBroken) };
  let bridge: ChildBridge = await start();
  try {
    const refused = await refusals(stage);
    const stopped = await overStop(holding, bridge);
    bridge = stopped.bridge;
    const killed = await overKill(holding, bridge);
    bridge = killed.bridge;
    await bridge.kill();
    return [...refused, ...stopped.verdicts, ...killed.verdicts, ...(await files(stage))];
  } finally {
    await bridge.kill();
    await Promise.all([line.stop(), works.stop()]);
  }
}

function report(): void {
  for (const { what, fault } of verdicts)
    console.log(`${fault === null ? 'ok' : 'NOT OK'}  ${what}`);
  for (const { what, fault } of verdicts) if (fault !== null) console.error(`${what}: ${fault}`);
  for (const { name, repeatsBroken, servesTheGone } of proxies) {
    if (!repeatsBroken)
      console.log(
        `${name} is older than 2.11.4: its restarts were NOT tested, it loses callbacks.`,
      );
    if (!servesTheGone) console.log(`${name}: what a caller sent who hung up is lost.`);
  }
  for (const name of absent) console.log(`${name} is not installed: NOT tested.`);
  const failed = verdicts.filter(({ fault }) => fault !== null).length;
  console.log(`${verdicts.length - failed} passed, ${failed} failed, ${absent.length} skipped`);
  if (verdicts.length === 0)
    console.error('Nothing was tested: install nginx (and openssl), or Caddy.');
  process.exitCode = failed === 0 && verdicts.length > 0 ? 0 : 1;
}
