import { adminBotOf, type Context, record } from '../../../context.ts';
import { SYSTEM } from '../../../domain/audit.ts';
import { codeOf } from '../../../domain/audit-facts.ts';
import { ERRAND_CLASS } from '../../../domain/delivery/errand.ts';
import { entryId } from '../../../domain/ids.ts';
import { formatInstant } from '../../../domain/jst.ts';
import { judgeRetention } from '../../../domain/retention.ts';
import { countContentsTo, lastEntryBefore } from '../../../store/audit/old-contents.ts';
import { type Retained, readRetention, saveRetention } from '../../../store/audit/retentions.ts';
import { countMediaKeptBefore } from '../../../store/files/media.ts';
import { roleHolders } from '../../roles/roles.ts';
import { wordsForMember } from '../../say/reader.ts';
import { tellMember } from '../../say/say.ts';
import { periodInWords } from './period.ts';

/** More are told as "many": counting them would take long. */
export const MOST_COUNTED = 10_000;

/** Takes over the periods of the environment; a shorter one waits a day, and the auditors know. */
export function settleRetentions(context: Context): void {
  const { auditRetentionMs, mediaRetentionMs } = context.settings;
  settle(context, 'content', auditRetentionMs);
  settle(context, 'files', mediaRetentionMs);
}

function settle(context: Context, what: Retained, configuredMs: number | null): void {
  const now = context.clock.now();
  const state = readRetention(context.db, what);
  const count = () =>
    configuredMs === null ? 0 : countOlder(context, what, now - configuredMs, MOST_COUNTED);
  const step = judgeRetention(state, configuredMs, now, () => count() > 0);
  if (step.kind === 'stay') return;
  saveRetention(context.db, what, step.state);
  const { inForceMs, announcedMs, announcedFor } = step.state;
  record(context, {
    action: 'audit.retention',
    actor: SYSTEM,
    outcome: step.kind === 'announce' ? 'pending' : 'ok',
    facts: {
      what: codeOf(what),
      before: state.inForceMs,
      after: inForceMs,
      announced: announcedMs,
      announcedFor,
    },
  });
  if (step.kind !== 'announce' || announcedMs === null || announcedFor === null) return;
  tellAuditors(context, what, { count: count(), ms: announcedMs, at: announcedFor });
}

/** What of this kind is older than an instant (epoch ms), counted up to `most`. */
export function countOlder(context: Context, what: Retained, before: number, most: number): number {
  if (what === 'files') return countMediaKeptBefore(context.db, before, most);
  const last = lastEntryBefore(context.db, before);
  if (last === null) return 0;
  const { seenTo } = readRetention(context.db, 'content');
  return countContentsTo(context.db, last, seenTo ?? entryId(0), most);
}

function tellAuditors(
  context: Context,
  what: Retained,
  news: { readonly count: number; readonly ms: number; readonly at: number },
): void {
  const auditors = roleHolders(context).filter(({ role, counts }) => role === 'auditor' && counts);
  for (const memberId of new Set(auditors.map((holder) => holder.memberId))) {
    const words = wordsForMember(context, memberId);
    const { announced } = words.keeping;
    const period = periodInWords(words, news.ms);
    const text = announced[what](news.count, period, formatInstant(news.at));
    const options = { class: ERRAND_CLASS.notice };
    tellMember(context, adminBotOf(context.settings), memberId, { text }, options);
  }
}
