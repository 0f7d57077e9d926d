import { createPublicKey } from 'node:crypto';
import { COMPANY, moveIn } from './company.ts';
import type { Identity } from './identity.ts';
import { type LinePlatform, startLinePlatform } from './line/platform.ts';
import { startWorksPlatform, type WorksPlatform } from './line-works/platform.ts';
import { type KeptPorts, onTheirPorts, portOf } from './ports.ts';
import { fileIn } from './private-files.ts';

interface Start {
  readonly folder: string | null;
  readonly clock: { now(): number };
  readonly identity: Identity;
  readonly ports: KeptPorts;
}

/** Both platforms, on the ports of the last start where they are free, with the sample company on them. */
export async function startPlatforms(
  start: Start,
): Promise<{ readonly line: LinePlatform; readonly works: WorksPlatform }> {
  const line = await startLine(start);
  const works = await startWorks(start).catch(async (error: unknown) => {
    await line.stop();
    throw error;
  });
  start.ports.keep({
    lineApi: portOf(line.apiUrl),
    lineData: portOf(line.dataUrl),
    worksApi: portOf(works.apiUrl),
    worksAuth: portOf(works.authUrl),
    worksStorage: portOf(works.storageUrl),
  });
  register(line, works, start.identity);
  moveIn(line, works);
  return { line, works };
}

function startLine({ folder, clock, ports: { last } }: Start): Promise<LinePlatform> {
  const storagePath = fileIn(folder, 'line.sqlite');
  return onTheirPorts([last.lineApi, last.lineData], ([apiPort = 0, dataPort = 0]) =>
    startLinePlatform({ clock, storagePath, apiPort, dataPort }),
  );
}

function startWorks({ folder, clock, ports: { last } }: Start): Promise<WorksPlatform> {
  const { domainId } = COMPANY;
  const storagePath = fileIn(folder, 'line-works.sqlite');
  return onTheirPorts(
    [last.worksApi, last.worksAuth, last.worksStorage],
    ([apiPort, authPort, storagePort]) =>
      startWorksPlatform({ clock, domainId, storagePath, apiPort, authPort, storagePort }),
  );
}

function register(line: LinePlatform, works: WorksPlatform, identity: Identity): void {
  const { clientId, clientSecret, serviceAccount, privateKeyPem, channelSecret } = identity;
  line.addAccount({ ...COMPANY.account, channelSecret, webhookUrl: null });
  works.addApp({
    clientId,
    clientSecret,
    serviceAccount,
    publicKeyPem: createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString(),
    scopes: ['bot', 'bot.message', 'user.read'],
  });
  const { bridgeBotSecret, adminBotSecret } = identity;
  works.addBot({ ...COMPANY.bridgeBot, botSecret: bridgeBotSecret, callbackUrl: null });
  works.addBot({ ...COMPANY.adminBot, botSecret: adminBotSecret, callbackUrl: null });
}
