import { z } from 'zod';
import { formatInstant } from '../../src/domain/jst.ts';
import { readableSize } from '../../src/domain/readable-size.ts';
import type { LineQuota } from '../../src/platforms/line/client.ts';
import { storedBytes } from '../../src/store/blobs.ts';
import { readFilePolicy } from '../../src/store/file-policy.ts';
import { countFailed, lastReceived } from '../../src/store/inbox.ts';
import { readLink } from '../../src/store/link.ts';
import { countByStatus } from '../../src/store/link-members.ts';
import { listAccounts, type OfficialAccount } from '../../src/store/official-accounts.ts';
import { countFaulty, countQueued } from '../../src/store/outbox.ts';
import { countOpenRooms } from '../../src/store/talk-rooms.ts';
import type { Words } from '../../src/words/words.ts';
import { type Command, command, type Session } from '../command.ts';
import { underWay } from '../under-way.ts';
import { policyInBrief } from './file.ts';

/** What only the running process knows: whether LINE WORKS' tokens are in order. */
export interface Health {
  /** `missing …`, `unauthorized`, `unreachable`; null while all is well or not yet known. */
  readonly worksFault: string | null;
}

export function statusCommand(health: Health): Command {
  return command({
    name: 'status',
    group: 'link',
    aliases: ['状態', 'ステータス'],
    roles: ['link-admin', 'auditor'],
    args: z.tuple([]),
    run: (session) => ({ text: dashboard(session, health) }),
  });
}

function dashboard({ context, words }: Session, health: Health): string {
  const { admin, status } = words;
  const link = readLink(context.db);
  const counts = countByStatus(context.db);
  const members = (['available', 'pending', 'failed', 'retrying'] as const)
    .map((each) => `${status[each]} ${counts[each]}`)
    .join(' / ');
  const failed = countFailed(context.db);
  const stopped = countFaulty(context.db);
  return [
    words.layout.heading(admin.statusTitle),
    `${admin.statusLink}: ${link.enabled ? admin.on : admin.off}`,
    `${admin.statusScope}: ${link.scope === 'all' ? admin.scopeAll : admin.scopeSelected}`,
    `${admin.statusMembers}: ${members}`,
    policyInBrief(words, readFilePolicy(context.db)),
    `${admin.statusRooms}: ${countOpenRooms(context.db)}`,
    `${admin.statusWaiting}: ${countQueued(context.db)}`,
    ...underWay(context, words),
    `${admin.statusStored}: ${storedFiles(words, storedBytes(context.db), context.settings.mediaTotalBytes)}`,
    ...listAccounts(context.db).map(
      (account) => `${admin.statusAccount} ${nameOf(account)}: ${accountState(words, account)}`,
    ),
    `${admin.statusWorks}: ${worksState(words, health.worksFault)}`,
    `${admin.statusLastLine}: ${when(words, lastReceived(context.db, 'line'))}`,
    `${admin.statusLastWorks}: ${when(words, lastReceived(context.db, 'line-works'))}`,
    ...(stopped > 0 ? [admin.statusFailedDeliveries(stopped)] : []),
    ...(failed > 0 ? [admin.statusFailedEvents(failed)] : []),
  ].join('\n');
}

/** How much the stored files take, and may take. */
function storedFiles({ admin }: Words, stored: number, limit: number | null): string {
  const size = readableSize(stored);
  if (limit === null) return admin.storedUnlimited(size);
  return admin.storedOf(size, readableSize(limit), Math.floor((stored / limit) * 100));
}

const when = (words: Words, at: number | null) =>
  at === null ? words.admin.never : formatInstant(at);

/** What an OA is called in answers. */
export const nameOf = (account: OfficialAccount) =>
  [account.displayName, account.basicId].filter(Boolean).join(' ') || account.channelId;

function accountState(words: Words, account: OfficialAccount): string {
  if (account.checkedAt === null) return words.admin.statusUnchecked;
  if (account.fault !== null) return describeFault(words, account.fault);
  const { quotaUsed, quotaLimit, quotaSeenAt } = account;
  if (quotaSeenAt === null || quotaUsed === null) return words.admin.statusOk;
  const numbers = quotaNumbers(words, { used: quotaUsed, limit: quotaLimit });
  const month = words.admin.statusQuota(numbers, formatInstant(quotaSeenAt));
  return `${words.admin.statusOk}\n${words.layout.under(month)}`;
}

/** The month's messages of an OA. */
export function quotaNumbers({ admin }: Words, quota: LineQuota): string {
  const { limit, used } = quota;
  if (limit === null) return admin.quotaUnlimited(used);
  return admin.quotaNumbers(used, limit, Math.max(0, limit - used));
}

/** A fault of an account or a token, in words. */
export function describeFault({ admin }: Words, fault: string): string {
  if (fault === 'unauthorized') return admin.faultUnauthorized;
  return fault === 'unreachable' ? admin.faultUnreachable : admin.faultOther(fault);
}

function worksState(words: Words, fault: string | null): string {
  if (fault === null) return words.admin.statusOk;
  return fault.startsWith('missing ')
    ? words.admin.statusMissingScopes(fault.slice('missing '.length))
    : fault === 'unauthorized'
      ? words.admin.worksUnauthorized
      : words.admin.worksUnreachable;
}
