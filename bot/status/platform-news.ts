import { FILE_HOSTS, type Host } from '../../src/domain/destination.ts';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import { formatTime } from '../../src/domain/jst.ts';
import { type CallsLately, NO_CALLS } from '../../src/domain/limits/recent-calls.ts';
import type { DailyState } from '../../src/services/audit-export/daily.ts';
import type { CheckpointState } from '../../src/services/checkpoints/checkpoints.ts';
import type { Words } from '../../src/words/words.ts';

/** What only the running process knows of the platforms. */
export interface Health {
  /** Of LINE WORKS' tokens: `missing …`, `unauthorized`, `unreachable`; null while all is well or not yet known. */
  readonly worksFault: string | null;
  /** How calls go; absent: none are made. */
  readonly calls?: PlatformCalls;
  /** How the audit log's checkpoints stand; absent: none are made. */
  readonly checkpoints?: () => CheckpointState;
  /** The daily exports of the log; null: none are made. Absent likewise. */
  readonly exports?: () => DailyState | null;
}

export interface PlatformCalls {
  /** What became of the last minutes' calls to an OA (by its channel) or a host. */
  lately(destination: string): CallsLately;
  /** When a host that is down is tried next, epoch ms; null: it is not. */
  pausedUntil(host: Host): number | null;
}

const callsTo = ({ calls }: Health, destination: string) => calls?.lately(destination) ?? NO_CALLS;
const pauseOf = ({ calls }: Health, host: Host) => calls?.pausedUntil(host) ?? null;

/** How sending goes to a destination on a host. */
export const standingOf = (
  health: Health,
  host: 'line' | 'line-works',
  destination: string,
  triedAgain: number,
): Standing => ({
  calls: callsTo(health, destination),
  pausedUntil: pauseOf(health, host),
  triedAgain,
});

/** What is known of sending by one way. */
export interface Standing {
  readonly calls: CallsLately;
  readonly pausedUntil: number | null;
  /** So much waits for another try: that is known after a restart, too. */
  readonly triedAgain: number;
}

/**
 * How sending goes, beside a token that is in order: one word, and what it rests on in lines below it. A token
 * may be well while every message fails.
 */
export function sendingState(
  words: Words,
  standing: Standing,
  now: number,
): { readonly state: string; readonly below: readonly string[] } {
  const { admin, dashboard } = words;
  const { calls, pausedUntil, triedAgain } = standing;
  const isFailing = calls.isFailing || pausedUntil !== null || (calls.made === 0 && triedAgain > 0);
  const faltering = calls.failed > 0 ? dashboard.faltering : admin.statusOk;
  return {
    state: isFailing ? dashboard.failing : faltering,
    below: facts(words, calls, pausedUntil, now),
  };
}

function facts(
  { dashboard, auditLog, layout }: Words,
  { made, failed, last }: CallsLately,
  pausedUntil: number | null,
  now: number,
): string[] {
  const lines: string[] = [];
  if (last !== null) {
    const why = last.status === null ? auditLog.reasons[last.reason] : `HTTP ${last.status}`;
    lines.push(dashboard.lately(made, failed, formatTime(last.at, now), why ?? last.reason));
  }
  if (pausedUntil !== null) lines.push(dashboard.paused(formatTime(pausedUntil, now)));
  return lines.map(layout.under);
}

/** The ways of files that fail; the others are left out. */
export function fileHostsInTrouble(words: Words, health: Health, now: number): string[] {
  const { dashboard } = words;
  return FILE_HOSTS.flatMap((host) => {
    const calls = callsTo(health, host);
    const pausedUntil = pauseOf(health, host);
    if (calls.failed === 0 && pausedUntil === null) return [];
    const isFailing = calls.isFailing || pausedUntil !== null;
    const state = isFailing ? dashboard.filesFailing : dashboard.filesFaltering;
    return [`${dashboard.fileHosts[host]}: ${state}`, ...facts(words, calls, pausedUntil, now)];
  });
}

/** How long something has taken, in its largest unit. */
export function ageInWords({ dashboard }: Words, ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return dashboard.justNow;
  if (minutes < 60) return dashboard.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? dashboard.hours(hours) : dashboard.days(Math.floor(hours / 24));
}
