/** What was tried and counted, and what was found that must not be. */
export interface Report {
  /** Counts one thing that was tried or searched. */
  tried(what: string, times?: number): void;
  /** What must not be. */
  breach(what: string): void;
  /** Beside the counts. */
  tell(line: string): void;
  /** Prints it. Returns whether all held, and something was counted of everything that was to be. */
  end(wanted: readonly string[]): boolean;
}

const SHOWN = 40;

export function openReport(print: (line: string) => void): Report {
  const counts = new Map<string, number>();
  const breaches: string[] = [];
  const told: string[] = [];
  return {
    tried: (what, times = 1) => {
      counts.set(what, (counts.get(what) ?? 0) + times);
    },
    breach: (what) => {
      breaches.push(what);
    },
    tell: (line) => {
      told.push(line);
    },
    end: (wanted) => {
      for (const what of wanted) {
        if ((counts.get(what) ?? 0) === 0) breaches.push(`nothing was counted of: ${what}`);
      }
      for (const [what, times] of counts) print(`  ${String(times).padStart(8)}  ${what}`);
      for (const line of told) print(`  ${line}`);
      if (breaches.length === 0) print('No company saw or changed anything of another.');
      else print(`BREACHES: ${breaches.length}`);
      for (const breach of breaches.slice(0, SHOWN)) print(`    ${breach}`);
      return breaches.length === 0;
    },
  };
}
