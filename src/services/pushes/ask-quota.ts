import type { Context } from '../../context.ts';
import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { LineClient, LineQuota } from '../../platforms/line/client.ts';
import { listAccounts, type OfficialAccount } from '../../store/line/official-accounts.ts';

/** LINE's answer about one OA's messages of this month. */
export interface AccountQuota {
  readonly account: OfficialAccount;
  readonly answer:
    | { readonly kind: 'numbers'; readonly quota: LineQuota }
    /** `unauthorized`, `unreachable`, or LINE's own words. */
    | { readonly kind: 'fault'; readonly fault: string };
}

/** Asks LINE for the limit and consumption of all OAs at the same time. Writes nothing. */
export function askQuota(
  context: Context,
  line: Pick<LineClient, 'quota'>,
): Promise<AccountQuota[]> {
  return Promise.all(
    listAccounts(context.db).map(async (account) => {
      const outcome = await line.quota(account.channelId);
      return { account, answer: toAnswer(outcome) };
    }),
  );
}

function toAnswer(outcome: Outcome<LineQuota>): AccountQuota['answer'] {
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'numbers', quota: outcome.answer };
    case 'refused':
      return {
        kind: 'fault',
        fault: outcome.reason === 'unauthorized' ? 'unauthorized' : outcome.detail,
      };
    case 'retry':
    case 'unclear':
    case 'withheld':
      return { kind: 'fault', fault: 'unreachable' };
    default:
      return outcome satisfies never;
  }
}
