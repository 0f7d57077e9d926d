import type { Range } from '../../proof/erasures.ts';
import { erasingEntries } from '../../store/audit/erasing-entries.ts';
import type { Database } from '../../store/sqlite/store.ts';
import type { Pace } from './pace.ts';

/** Which entry erased what. */
export interface Erasers {
  /** Takes in what has been erased up to now. */
  refresh(pace: Pace): Promise<void>;
  /** The entry that erased this content, or this name; null: none has. */
  ofContent(entry: number): number | null;
  ofName(ref: number): number | null;
}

const AT_ONCE = 200;

interface Listed {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

export function createErasers(db: Database): Erasers {
  const contents = createRanges();
  const names = createRanges();
  let after = 0;
  return {
    refresh: async (pace) => {
      for (;;) {
        const page = erasingEntries(db, after, AT_ONCE);
        for (const { id, erased } of page) {
          contents.add(erased.contents, id);
          names.add(erased.names, id);
          after = id;
        }
        await pace.rest();
        if (page.length < AT_ONCE) break;
      }
      contents.order();
      names.order();
    },
    ofContent: contents.find,
    ofName: names.find,
  };
}

/** Ranges that may overlap; each number is found in one of those that hold it. */
function createRanges() {
  let all: Listed[] = [];
  let parts: Listed[] = [];
  return {
    add: (ranges: readonly Range[], by: number) => {
      for (const [from, to] of ranges) all.push({ from, to, by });
    },
    /** Cuts them to parts that do not overlap, in their order. */
    order: () => {
      if (all.length === 0) return;
      all = [...parts, ...all].sort((one, other) => one.from - other.from || other.to - one.to);
      parts = [];
      let end = 0;
      for (const { from, to, by } of all) {
        if (to <= end) continue;
        parts.push({ from: Math.max(from, end + 1), to, by });
        end = to;
      }
      all = [];
    },
    find: (id: number): number | null => {
      let [low, high] = [0, parts.length - 1];
      while (low <= high) {
        const middle = (low + high) >> 1;
        const part = parts[middle];
        if (part === undefined) return null;
        if (id < part.from) high = middle - 1;
        else if (id > part.to) low = middle + 1;
        else return part.by;
      }
      return null;
    },
  };
}
