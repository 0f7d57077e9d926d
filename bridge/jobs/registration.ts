import { memberId as toMemberId } from '../../src/domain/ids.ts';
import { readDirectorySoon } from '../../src/services/directory/read-soon.ts';
import {
  beginMassRegistration,
  continueMassRegistration,
} from '../../src/services/members/mass-registration.ts';
import { refreshMember } from '../../src/services/members/refresh.ts';
import { faultOf, registerLinkMember } from '../../src/services/members/register.ts';
import { tellResults } from '../../src/services/members/registration-results.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';

const REGISTER_AGAIN_MS = [2000, 10_000, 30_000, 60_000, 300_000];

/** Registers link members, one or many. */
export function registrationJobs(parts: JobParts): JobTable {
  const { context, platforms, readDirectory, watch } = parts;
  return {
    register: async (payload, job) => {
      const { memberId: id, anew = false } = plannedWith<{ memberId: string; anew?: boolean }>(
        payload,
      );
      const memberId = toMemberId(id);
      const refreshed = await refreshMember(context, platforms.works, memberId, anew);
      if (refreshed === 'later') {
        return { kind: 'again', afterMs: REGISTER_AGAIN_MS[job.attempts] ?? 300_000 };
      }
      if (anew && faultOf(context, memberId) === 'talk-id-taken') {
        // The other account may be the one that has changed.
        const read = await readDirectory(`register-${memberId}`);
        if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      }
      context.store.transaction(() => {
        registerLinkMember(context, memberId);
        // Who is new here often has colleagues who are: the next reading may be an hour away.
        if (!watch.staysAwake) readDirectorySoon(context);
      });
      return { kind: 'done' };
    },
    'tell-results': async (payload) => {
      const { asker } = plannedWith<{ asker: string }>(payload);
      context.store.transaction(() => tellResults(context, asker));
      return { kind: 'done' };
    },
    'mass-retry': async (payload, job) => {
      const { runId } = plannedWith<{ runId: number }>(payload);
      const read = await readDirectory(`mass-${runId}`);
      if (read.kind === 'wait') return { kind: 'again', afterMs: read.afterMs };
      const pause = read.kind === 'failed' ? REGISTER_AGAIN_MS[job.attempts] : undefined;
      if (pause !== undefined) return { kind: 'again', afterMs: pause };
      context.store.transaction(() => beginMassRegistration(context, runId));
      return { kind: 'done' };
    },
    'mass-register': async (payload) => {
      const { runId } = plannedWith<{ runId: number }>(payload);
      const afterMs = context.store.transaction(() => continueMassRegistration(context, runId));
      return againAfter(afterMs);
    },
  };
}
