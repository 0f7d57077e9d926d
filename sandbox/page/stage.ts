import type { LinePlatform } from '../line/platform.ts';
import type { WorksPlatform } from '../line-works/platform.ts';

/** What the page shows and acts on. */
export interface Stage {
  readonly line: LinePlatform;
  readonly works: WorksPlatform;
  readonly company: {
    readonly name: string;
    readonly account: { readonly channelId: string };
    readonly bridgeBot: { readonly botId: string };
    readonly adminBot: { readonly botId: string };
  };
}
