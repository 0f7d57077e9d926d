import type { AuditFeed, AuditFeedEntry } from './audit-feed.ts';
import type { Stage } from './stage.ts';

/** One open page. */
export interface Viewer {
  /** Something on a platform is different. */
  changed(): void;
  audit(entries: readonly AuditFeedEntry[]): void;
}

export interface Live {
  /** Shows the latest audit entries and everything from now on; returns the way to leave. */
  join(viewer: Viewer): () => void;
  stop(): void;
}

/** Changes come in bursts: a page redraws once for each. */
const BURST_MS = 30;
const FEED_EVERY_MS = 1_000;
const FEED_LIMIT = 200;

/** Tells open pages what happens. Nothing is read while no page is open. */
export function goLive({ line, works }: Stage, feed: AuditFeed): Live {
  const viewers = new Map<Viewer, { lastId: number }>();
  let burst: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;
  const leave = [line.onChange(changed), works.onChange(changed)];

  return {
    join(viewer) {
      viewers.set(viewer, { lastId: 0 });
      viewer.changed();
      showAudit(viewer);
      poll ??= setInterval(showAuditToAll, FEED_EVERY_MS).unref();
      return () => {
        viewers.delete(viewer);
        if (viewers.size === 0) endPolling();
      };
    },
    stop() {
      for (const end of leave) end();
      viewers.clear();
      endPolling();
      clearTimeout(burst);
    },
  };

  function changed(): void {
    if (viewers.size === 0) return;
    burst ??= setTimeout(() => {
      burst = undefined;
      for (const viewer of viewers.keys()) viewer.changed();
    }, BURST_MS).unref();
  }

  function showAuditToAll(): void {
    for (const viewer of viewers.keys()) showAudit(viewer);
  }

  function showAudit(viewer: Viewer): void {
    const place = viewers.get(viewer);
    if (place === undefined) return;
    const entries = latest(place.lastId);
    if (entries.length === 0) return;
    place.lastId = Math.max(...entries.map((entry) => entry.id));
    viewer.audit(entries);
  }

  /** The log is somebody else's: while it cannot be read, the rest of the page goes on. */
  function latest(afterId: number): readonly AuditFeedEntry[] {
    try {
      return feed.latest(afterId, FEED_LIMIT);
    } catch {
      return [];
    }
  }

  function endPolling(): void {
    clearInterval(poll);
    poll = undefined;
  }
}
