import type { AuditFeed, AuditFeedEntry } from './audit-feed.ts';
import type { Stage } from './stage.ts';

/** One open page. */
export interface Viewer {
  /** Something on a platform is different. */
  changed(): void;
  audit(entries: readonly AuditFeedEntry[]): void;
}

export interface Live {
  /** Tells every open page to look again. */
  changed(): void;
  /**
   * Shows the latest audit entries and everything from now on, an entry again when its content was
   * erased; returns the way to leave.
   */
  join(viewer: Viewer): () => void;
  stop(): void;
}

/** Changes come in bursts: a page redraws once for each. */
const BURST_MS = 30;
const FEED_EVERY_MS = 1_000;
const FEED_LIMIT = 200;

/** Tells open pages what happens. Nothing is read while no page is open. */
export function goLive({ line, works }: Stage, feed: AuditFeed): Live {
  /** With what each was shown last, by entry. */
  const viewers = new Map<Viewer, ReadonlyMap<number, string>>();
  let burst: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;
  const leave = [line.onChange(changed), works.onChange(changed)];

  return {
    changed,
    join(viewer) {
      viewers.set(viewer, new Map());
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
    const entries = latest();
    for (const viewer of viewers.keys()) showAudit(viewer, entries);
  }

  /** An unsend erases the text of an entry: what a page shows must not outlive it. */
  function showAudit(viewer: Viewer, entries = latest()): void {
    const before = viewers.get(viewer);
    const different = entries.filter((one) => before?.get(one.id) !== JSON.stringify(one));
    if (before === undefined || different.length === 0) return;
    viewers.set(viewer, new Map(entries.map((one) => [one.id, JSON.stringify(one)])));
    viewer.audit(different);
  }

  /** The log is somebody else's: while it cannot be read, the rest of the page goes on. */
  function latest(): readonly AuditFeedEntry[] {
    try {
      return feed.latest(0, FEED_LIMIT);
    } catch {
      return [];
    }
  }

  function endPolling(): void {
    clearInterval(poll);
    poll = undefined;
  }
}
