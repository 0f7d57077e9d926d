import { startLinePlatform } from '../../sandbox/line/platform.ts';
import { startWorksPlatform } from '../../sandbox/line-works/platform.ts';
import { ADMIN_BOT, BRIDGE_BOT, environmentFor, furnish, OA_SECRET } from '../helpers/company.ts';
import { chatOf, deskOf, type LineChat, type MemberDesk } from '../helpers/people.ts';
import { PATIENCE_MS } from '../helpers/until.ts';
import type { WorkerWorld } from './worker-world.ts';

/** A company with platforms of its own. */
export interface Company {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly suzuki: MemberDesk;
  readonly tanaka: MemberDesk;
  lineUser(displayName: string): LineChat;
  /** Enters the addresses of the workspace in the consoles. */
  connect(): void;
  stop(): Promise<void>;
}

const OF_A_MACHINE = ['HOST', 'PORT', 'PUBLIC_URL', 'SANDBOX'];

export async function foundCompany(
  { url, settleOf }: Pick<WorkerWorld, 'url' | 'settleOf'>,
  { name, domainId, oa }: { readonly name: string; readonly domainId: number; readonly oa: string },
): Promise<Company> {
  const line = await startLinePlatform({ webhookCutOffMs: PATIENCE_MS });
  const works = await startWorksPlatform({ domainId, callbackTimeoutMs: PATIENCE_MS });
  furnish(line, works);
  const account = { basicId: `@${name}`, displayName: name, webhookUrl: null };
  line.addAccount({ ...account, channelId: oa, channelSecret: OA_SECRET });
  const settings = {
    ...environmentFor(line, works),
    LINE_CHANNEL_ID: oa,
    WORKS_DOMAIN_ID: String(domainId),
    COMPANY_NAME: name,
  };
  const settle = () => settleOf(`w/${name}`, { line, works });
  return {
    name,
    settings: Object.fromEntries(
      Object.entries(settings).filter(([variable]) => !OF_A_MACHINE.includes(variable)),
    ),
    suzuki: deskOf(works.member('suzuki@midori'), settle),
    tanaka: deskOf(works.member('tanaka@midori'), settle),
    lineUser: (displayName) => chatOf(line.addUser({ displayName, language: 'ja' }), settle, oa),
    connect: () => {
      line.account(oa).setWebhook(`${url}/w/${name}/line/webhook`);
      for (const bot of [BRIDGE_BOT, ADMIN_BOT]) {
        works.bot(bot).setCallback(`${url}/w/${name}/works/callback`);
      }
    },
    stop: async () => {
      await Promise.all([line.stop(), works.stop()]);
    },
  };
}
