import type { Context } from '../../src/context.ts';
import { formatInstant } from '../../src/domain/jst.ts';
import { periodInWords } from '../../src/services/audit/keep/period.ts';
import { countOlder, MOST_COUNTED } from '../../src/services/audit/keep/settle-retentions.ts';
import { forgettingsUnderWay } from '../../src/store/audit/forgettings.ts';
import { standingHolds } from '../../src/store/audit/holds.ts';
import { type Retained, readRetention } from '../../src/store/audit/retentions.ts';
import type { Words } from '../../src/words/words.ts';

/** How long contents and files are kept, what is held, and who is being forgotten. */
export function keepingNow(context: Context, words: Words): string[] {
  const { status } = words.keeping;
  const holds = standingHolds(context.db).length;
  const forgettings = forgettingsUnderWay(context.db).length;
  const period = (what: Retained): string[] => {
    const { inForceMs, announcedMs, announcedFor } = readRetention(context.db, what);
    const line = status[what](
      inForceMs === null ? status.forever : periodInWords(words, inForceMs),
    );
    if (announcedMs === null || announcedFor === null) return [line];
    const before = context.clock.now() - announcedMs;
    const count = countOlder(context, what, before, MOST_COUNTED);
    const soon = status.soon(periodInWords(words, announcedMs), formatInstant(announcedFor), count);
    return [line, words.layout.under(soon)];
  };
  return [
    ...period('content'),
    ...period('files'),
    ...(holds > 0 ? [status.holds(holds)] : []),
    ...(forgettings > 0 ? [status.forgetting(forgettings)] : []),
  ];
}
