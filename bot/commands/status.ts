import * as z from 'zod';
import { readableSize } from '../../src/domain/files/readable-size.ts';
import { formatInstant, formatTime } from '../../src/domain/jst.ts';
import { storedBytes } from '../../src/store/files/blobs.ts';
import { readFilePolicy } from '../../src/store/files/file-policy.ts';
import { listAccounts, type OfficialAccount } from '../../src/store/line/official-accounts.ts';
import { readLink } from '../../src/store/link.ts';
import { countByStatus } from '../../src/store/people/link-members.ts';
import { countFailed } from '../../src/store/queue/failed-events.ts';
import { lastReceived } from '../../src/store/queue/inbox.ts';
import { countFaulty, countQueued } from '../../src/store/queue/outbox.ts';
import { countTriedAgain } from '../../src/store/queue/requests.ts';
import { countOpenRooms } from '../../src/store/talks/talk-rooms.ts';
import type { Words } from '../../src/words/words.ts';
import { type Command, command, type Session } from '../command.ts';
import { accountName, describeFault, quotaNumbers } from '../status/account-words.ts';
import { alertsNow, latestGap } from '../status/alerts.ts';
import { describeExports, describeLog } from '../status/audit-log-state.ts';
import { keepingNow } from '../status/keeping.ts';
import {
  ageInWords,
  fileHostsInTrouble,
  type Health,
  sendingState,
  standingOf,
} from '../status/platform-news.ts';
import { underWay } from '../status/under-way.ts';
import { policyInBrief } from './file.ts';

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
  const now = context.clock.now();
  const triedAgain = countTriedAgain(context.db);
  const link = readLink(context.db);
  const counts = countByStatus(context.db);
  const members = (['available', 'pending', 'failed', 'retrying'] as const)
    .map((each) => `${status[each]} ${counts[each]}`)
    .join(' / ');
  const failed = countFailed(context.db);
  const stopped = countFaulty(context.db);
  return [
    words.dashboard.title,
    ...alertsNow(context, words),
    `${admin.statusLink}: ${link.enabled ? admin.on : admin.off}`,
    `${admin.statusScope}: ${link.scope === 'all' ? admin.scopeAll : admin.scopeSelected}`,
    `${words.dashboard.autoAdd}: ${autoAddState(words, context, link)}`,
    `${admin.statusMembers}: ${members}`,
    policyInBrief(words, readFilePolicy(context.db)),
    `${admin.statusRooms}: ${countOpenRooms(context.db)}`,
    `${admin.statusWaiting}: ${waiting(words, countQueued(context.db), triedAgain, now)}`,
    ...underWay(context, words),
    `${admin.statusStored}: ${storedFiles(words, storedBytes(context.db), context.settings.mediaTotalBytes)}`,
    ...keepingNow(context, words),
    ...listAccounts(context.db).map((account) => {
      const standing = standingOf(health, 'line', account.channelId, triedAgain.line);
      const state = accountState(words, account, sendingState(words, standing, now), now);
      return `${admin.statusAccount} ${accountName(account)}: ${state}`;
    }),
    `${admin.statusWorks}: ${worksState(words, health, triedAgain['line-works'], now)}`,
    ...fileHostsInTrouble(words, health, now),
    ...(health.checkpoints ? [describeLog(words, health.checkpoints())] : []),
    ...describeExports(words, health.exports?.() ?? null),
    `${admin.statusLastLine}: ${when(words, lastReceived(context.db, 'line'))}`,
    `${admin.statusLastWorks}: ${when(words, lastReceived(context.db, 'line-works'))}`,
    ...latestGap(context, words),
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

function accountState(
  words: Words,
  account: OfficialAccount,
  { state, below }: ReturnType<typeof sendingState>,
  now: number,
): string {
  const { admin } = words;
  const { quotaUsed, quotaLimit, quotaSeenAt, quotaResumesAt, fault } = account;
  const isChecked = account.checkedAt !== null;
  const checked = fault === null ? state : describeFault(words, fault);
  const quota =
    quotaSeenAt === null || quotaUsed === null
      ? []
      : [
          admin.statusQuota(
            quotaNumbers(words, { used: quotaUsed, limit: quotaLimit }),
            formatInstant(quotaSeenAt),
          ),
        ];
  const stopped =
    quotaResumesAt === null || quotaResumesAt <= now
      ? []
      : [admin.quotaStopped(formatInstant(quotaResumesAt))];
  return [
    isChecked ? checked : admin.statusUnchecked,
    ...below,
    ...[...(fault === null && isChecked ? quota : []), ...stopped].map(words.layout.under),
  ].join('\n');
}

function autoAddState(
  { dashboard }: Words,
  { settings }: Session['context'],
  { autoAdd, scope }: ReturnType<typeof readLink>,
): string {
  if (settings.plan === 'free' || scope === 'all') return dashboard.autoAddAll;
  return autoAdd ? dashboard.autoAddOn : dashboard.autoAddOff;
}

/** What has not been sent, for how long, and how much of it was tried in vain. */
function waiting(
  words: Words,
  { count, since }: ReturnType<typeof countQueued>,
  triedAgain: ReturnType<typeof countTriedAgain>,
  now: number,
): string {
  const { dashboard, layout } = words;
  if (since === null) return dashboard.waiting(count);
  const age = ageInWords(words, now - since);
  const again =
    triedAgain.line + triedAgain['line-works'] > 0
      ? [layout.under(dashboard.triedAgain(triedAgain.line, triedAgain['line-works']))]
      : [];
  return [dashboard.waitingSince(count, formatTime(since, now), age), ...again].join('\n');
}

function worksState(words: Words, health: Health, triedAgain: number, now: number): string {
  const { admin } = words;
  const standing = standingOf(health, 'line-works', 'line-works', triedAgain);
  const { state, below } = sendingState(words, standing, now);
  const { worksFault: fault } = health;
  const token = () => {
    if (fault === null) return state;
    if (fault.startsWith('missing ')) {
      return admin.statusMissingScopes(fault.slice('missing '.length));
    }
    return fault === 'unauthorized' ? admin.worksUnauthorized : admin.worksUnreachable;
  };
  return [token(), ...below].join('\n');
}
