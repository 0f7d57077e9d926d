import type { Outcome } from '../../domain/delivery/outcome.ts';
import type { BotInfo, LineClient } from '../../platforms/line/client.ts';
import type { OfficialAccount } from '../../store/line/official-accounts.ts';
import { type Finding, faulty, fine } from './finding.ts';
import { outcomeFault } from './outcome-fault.ts';

type Asked = Pick<LineClient, 'botInfo' | 'webhookEndpoint' | 'testWebhook'>;

/** Checks one OA: its token, its webhook address, and that LINE reaches us there (line.md §6). */
export async function checkLineAccount(
  line: Asked,
  account: OfficialAccount,
  publicUrl: string,
): Promise<Finding[]> {
  const name = account.basicId ?? account.channelId;
  const info = await line.botInfo(account.channelId);
  const denied = outcomeFault(info);
  if (denied !== null) return [faulty('line-token', denied.fault, name, denied.detail)];
  const endpoint = await checkEndpoint(line, account, name, `${publicUrl}/line/webhook`);
  const findings = [fine('line-token', name), ...chatOf(info, name), endpoint];
  return endpoint.ok ? [...findings, await checkDelivery(line, account, name)] : findings;
}

async function checkEndpoint(
  line: Asked,
  account: OfficialAccount,
  name: string,
  wanted: string,
): Promise<Finding> {
  const outcome = await line.webhookEndpoint(account.channelId);
  if (outcome.kind === 'refused' && outcome.reason === 'not-found') {
    return faulty('line-webhook', 'webhook-missing', name, wanted);
  }
  if (outcome.kind !== 'sent') {
    const fault = outcomeFault(outcome);
    return faulty('line-webhook', fault?.fault ?? 'refused', name, fault?.detail ?? '');
  }
  const { endpoint, active } = outcome.answer;
  if (endpoint !== wanted) return judgeElsewhere(name, wanted, endpoint);
  return active ? fine('line-webhook', name) : faulty('line-webhook', 'webhook-off', name);
}

/**
 * An Official Account has one webhook. Taking it cuts off its present holder: that needs a
 * decision, not a repair. Only the host is named, since addresses may carry secrets.
 */
function judgeElsewhere(name: string, wanted: string, endpoint: string): Finding {
  const host = URL.parse(endpoint)?.host ?? '?';
  return host === URL.parse(wanted)?.host
    ? faulty('line-webhook', 'webhook-elsewhere', name, wanted)
    : faulty('line-webhook', 'webhook-of-another-service', name, wanted, serviceAt(host));
}

/** LINE WORKS' own customer services use the same webhook. */
const serviceAt = (host: string) =>
  /(^|\.)(worksmobile\.com|worksapis\.com|line-works\.com)(:\d+)?$/.test(host)
    ? `LINE WORKS (CXトーク): ${host}`
    : host;

/** Whether people can also answer in LINE's own chat (line.md §2.1). */
function chatOf(info: Outcome<BotInfo>, name: string): Finding[] {
  const mode = info.kind === 'sent' ? info.answer.chatMode : null;
  return mode === null ? [] : [fine('line-chat', name, mode)];
}

async function checkDelivery(
  line: Asked,
  account: OfficialAccount,
  name: string,
): Promise<Finding> {
  const outcome = await line.testWebhook(account.channelId);
  if (outcome.kind === 'sent') {
    const { success, reason } = outcome.answer;
    if (success) return fine('line-webhook-test', name);
    return faulty('line-webhook-test', 'webhook-test-failed', name, reason);
  }
  const fault = outcomeFault(outcome);
  return faulty('line-webhook-test', fault?.fault ?? 'refused', name, fault?.detail ?? '');
}
