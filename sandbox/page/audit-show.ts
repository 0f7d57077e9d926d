import type { AuditFeed, AuditFeedEntry } from './audit-feed.ts';

/** One open page. */
export interface Viewer {
  /** Something on a platform is different. */
  changed(): void;
  audit(entries: readonly AuditFeedEntry[]): void;
}

/** The audit log as open pages see it. */
export interface AuditShow {
  /** With what each was shown last, by entry. */
  readonly viewers: ReadonlyMap<Viewer, ReadonlyMap<number, string>>;
  /** Shows the latest entries and everything from now on; returns the way to leave. */
  join(viewer: Viewer): () => void;
  stop(): void;
}

const FEED_EVERY_MS = 1_000;
const FEED_LIMIT = 200;

/** Reads the log while a page is open. */
export function createAuditShow(feed: AuditFeed): AuditShow {
  const viewers = new Map<Viewer, ReadonlyMap<number, string>>();
  let poll: NodeJS.Timeout | undefined;
  return {
    viewers,
    join(viewer) {
      viewers.set(viewer, new Map());
      show(viewer, latestOf(feed));
      poll ??= setInterval(showToAll, FEED_EVERY_MS).unref();
      return () => {
        viewers.delete(viewer);
        if (viewers.size === 0) endPolling();
      };
    },
    stop() {
      viewers.clear();
      endPolling();
    },
  };

  function showToAll(): void {
    const entries = latestOf(feed);
    for (const viewer of viewers.keys()) show(viewer, entries);
  }

  /** An unsend erases the text of an entry: no page may show it for longer. */
  function show(viewer: Viewer, entries: readonly AuditFeedEntry[]): void {
    const before = viewers.get(viewer);
    const different = entries.filter((one) => before?.get(one.id) !== JSON.stringify(one));
    if (before === undefined || different.length === 0) return;
    viewers.set(viewer, new Map(entries.map((one) => [one.id, JSON.stringify(one)])));
    viewer.audit(different);
  }

  function endPolling(): void {
    clearInterval(poll);
    poll = undefined;
  }
}

/** The log is the bridge's: while it cannot be read, the rest of the page goes on. */
function latestOf(feed: AuditFeed): readonly AuditFeedEntry[] {
  try {
    return feed.latest(0, FEED_LIMIT);
  } catch {
    return [];
  }
}
