import { COMPANY } from './company.ts';
import { environmentOf } from './environment.ts';
import { identityIn } from './identity.ts';
import type { LinePlatform } from './line/platform.ts';
import type { WorksPlatform } from './line-works/platform.ts';
import type { AuditFeed } from './page/audit-feed.ts';
import { type OpenPage, openPage } from './page/open-page.ts';
import { startPlatforms } from './platforms.ts';
import { keptPorts, onTheirPorts, portOf } from './ports.ts';
import { fileIn } from './private-files.ts';

export type { AuditFeed, AuditFeedEntry, AuditWords } from './page/audit-feed.ts';

export interface SandboxOptions {
  /** State survives restarts in this folder, which is made when it is missing; null is memory. */
  readonly folder: string | null;
  /** Epoch ms. */
  readonly clock?: { now(): number };
}

/** Both simulated platforms with the sample company on them. */
export interface Sandbox {
  /** The environment (DESIGN §8) under which a bridge talks to these platforms. */
  readonly environment: Readonly<Record<string, string>>;
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  /** Where the bridge of the last start listened: the phones have addresses from there. Null: it is the first. */
  readonly bridgePort: number | null;
  /** Points both platforms' webhooks at the bridge with this base URL; until then none are sent. */
  connect(bridge: { readonly url: string }): void;
  /** Serves the page on 127.0.0.1, without a port where it was served last; rejects when the port is taken. */
  openPage(
    feed: AuditFeed,
    options?: { readonly port?: number },
  ): Promise<{ readonly url: string }>;
  /** Closes pages and platforms. A second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts both platforms on ports of 127.0.0.1; a folder used before brings back its past. Their ports and the
 * page's are those of the last start, so that what holds an address finds it again, unless another program
 * has taken one meanwhile.
 */
export async function startSandbox({ folder, clock = Date }: SandboxOptions): Promise<Sandbox> {
  const identity = identityIn(folder);
  const ports = keptPorts(fileIn(folder, 'ports.json'));
  const { line, works } = await startPlatforms({ folder, clock, identity, ports });
  const pages: OpenPage[] = [];
  let stopping: Promise<void> | null = null;
  return {
    environment: environmentOf(line, works, identity),
    line,
    works,
    bridgePort: ports.last.bridge || null,
    connect({ url }) {
      ports.keep({ bridge: portOf(url) });
      const base = url.replace(/(?<!\/)\/+$/, '');
      line.account(COMPANY.account.channelId).setWebhook(`${base}/line/webhook`);
      for (const { botId } of [COMPANY.bridgeBot, COMPANY.adminBot]) {
        works.bot(botId).setCallback(`${base}/works/callback`);
      }
    },
    async openPage(feed, { port } = {}) {
      const serve = (at: number) => openPage({ line, works, company: COMPANY, feed, port: at });
      const page = await (port === undefined
        ? onTheirPorts([ports.last.page], ([at = 0]) => serve(at))
        : serve(port));
      if (port === undefined) ports.keep({ page: portOf(page.url) });
      pages.push(page);
      return { url: page.url };
    },
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };

  async function stopAll(): Promise<void> {
    await Promise.all(pages.map((page) => page.stop()));
    await Promise.all([line.stop(), works.stop()]);
  }
}
