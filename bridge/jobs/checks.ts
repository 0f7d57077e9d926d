import { HOUR_MS } from '../../src/domain/durations.ts';
import type { WorksClient } from '../../src/platforms/line-works/client.ts';
import { checkAccounts } from '../../src/services/accounts/check.ts';
import { keepState } from '../../src/store/kept/states.ts';
import { listAccounts } from '../../src/store/line/official-accounts.ts';
import { CHECK_AGAIN_MS, type JobParts, type JobTable } from './parts.ts';

/** Checks from time to time what the platforms report about us. */
export function checkJobs(parts: JobParts): JobTable {
  const { context, platforms, health, readDirectory, watch } = parts;
  // Where we sleep, each check wakes us, and a change of the configuration checks at once.
  const checkAgainMs = watch.staysAwake ? CHECK_AGAIN_MS : 10 * CHECK_AGAIN_MS;
  const soon = { kind: 'again', afterMs: checkAgainMs } as const;
  return {
    'check-accounts': async () => {
      await checkAccounts(context, platforms.line);
      const failing = listAccounts(context.db).some((account) => account.fault !== null);
      return failing ? soon : { kind: 'again', afterMs: 6 * HOUR_MS, hour: 0 };
    },
    'check-scopes': async () => {
      const outcome = await platforms.works.scopes();
      noteWorksFault(parts, scopeFault(outcome));
      return health.worksFault !== null ? soon : { kind: 'again', afterMs: 6 * HOUR_MS, hour: 2 };
    },
    directory: async () => {
      const read = await readDirectory('poll');
      if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      const { directoryPollMs } = context.settings;
      if (read.kind === 'failed') {
        return { kind: 'again', afterMs: Math.min(checkAgainMs, directoryPollMs) };
      }
      const isCalm = read.kind === 'read' && !watch.staysAwake;
      return { kind: 'again', afterMs: isCalm ? read.pollMs : directoryPollMs };
    },
  };
}

function noteWorksFault({ context, health }: JobParts, fault: string | null): void {
  if (health.worksFault === fault) return;
  health.worksFault = fault;
  keepState(context.db, 'works-fault', fault);
}

const NEEDED_SCOPES = ['bot', 'bot.message', 'user.read'];

/** `missing …`, `unauthorized`, `unreachable`, or null when all is well. */
function scopeFault(outcome: Awaited<ReturnType<WorksClient['scopes']>>): string | null {
  if (outcome.kind === 'sent') {
    const missing = NEEDED_SCOPES.filter((scope) => !outcome.answer.includes(scope));
    return missing.length > 0 ? `missing ${missing.join(' ')}` : null;
  }
  return outcome.kind === 'refused' && outcome.reason === 'unauthorized'
    ? 'unauthorized'
    : 'unreachable';
}
