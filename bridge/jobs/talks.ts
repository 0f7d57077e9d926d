import { expireHeld } from '../../src/services/addressee/expire.ts';
import { tellFailedEvents } from '../../src/services/audit/failed-events.ts';
import { continueRetry, type WaitingRetry } from '../../src/services/deliveries/resend-later.ts';
import { type ToldTogether, tellWhenAllAreThere } from '../../src/services/events/tell-together.ts';
import { rereadProfiles } from '../../src/services/line-users/reread-profiles.ts';
import { createQuotaRefresher } from '../../src/services/pushes/refresh-quota.ts';
import { continueRoomRun } from '../../src/services/rooms/continue-run.ts';
import { greet, type Started } from '../../src/services/say/greet.ts';
import { againAfter, type JobParts, type JobTable, plannedWith } from './parts.ts';

/** Notices and closings beside the messages, and their names and photos. */
export function talkJobs({ context, platforms, photos, onFault }: JobParts): JobTable {
  const refreshQuota = createQuotaRefresher(context, platforms.line);
  return {
    'tell-failed-events': async () => {
      const afterMs = context.store.transaction(() => tellFailedEvents(context));
      return againAfter(afterMs);
    },
    'tell-replayed': async (payload, { attempts }) => {
      const told = plannedWith<ToldTogether>(payload);
      const tell = () => tellWhenAllAreThere(context, told, attempts);
      return againAfter(context.store.transaction(tell));
    },
    photos: async () => againAfter(await photos.refresh()),
    profiles: async () => {
      const afterMs = await rereadProfiles(context, platforms.line);
      return againAfter(afterMs);
    },
    'room-run': async (payload) => {
      const { runId } = plannedWith<{ runId: number }>(payload);
      await refreshQuota();
      const afterMs = context.store.transaction(() =>
        continueRoomRun(context, runId, (roomId, error) => onFault(`room ${roomId}`, error)),
      );
      return againAfter(afterMs);
    },
    greet: async (payload) => {
      const afterMs = context.store.transaction(() =>
        greet(context, plannedWith<Started>(payload)),
      );
      return againAfter(afterMs);
    },
    resend: async (payload) => {
      const retry = plannedWith<WaitingRetry>(payload);
      return againAfter(context.store.transaction(() => continueRetry(context, retry)));
    },
    'expire-question': async (payload) => {
      const { token } = plannedWith<{ token: string }>(payload);
      const afterMs = context.store.transaction(() => expireHeld(context, token));
      return againAfter(afterMs);
    },
  };
}
