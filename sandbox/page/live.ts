import type { AuditFeed } from './audit-feed.ts';
import { createAuditShow, type Viewer } from './audit-show.ts';
import type { Stage } from './stage.ts';

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

/** Tells open pages what happens. Without an open page the log is not read. */
export function goLive({ line, works }: Stage, feed: AuditFeed): Live {
  const audit = createAuditShow(feed);
  let burst: NodeJS.Timeout | undefined;
  const leave = [line.onChange(changed), works.onChange(changed)];

  return {
    changed,
    join(viewer) {
      viewer.changed();
      return audit.join(viewer);
    },
    stop() {
      for (const end of leave) end();
      audit.stop();
      clearTimeout(burst);
    },
  };

  function changed(): void {
    if (audit.viewers.size === 0) return;
    burst ??= setTimeout(() => {
      burst = undefined;
      for (const viewer of audit.viewers.keys()) viewer.changed();
    }, BURST_MS).unref();
  }
}
