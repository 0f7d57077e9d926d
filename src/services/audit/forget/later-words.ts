import type { Context } from '../../../context.ts';
import { type EntryId, entryId } from '../../../domain/ids.ts';
import { entriesBehind } from '../../../store/audit/about-line-user.ts';
import { latestEntry } from '../../../store/audit/audit-log.ts';
import { changeForgetting } from '../../../store/audit/forgettings.ts';
import { eraseEntries } from '../erase-entries.ts';
import { erasing } from './entries.ts';
import { createNamed, createSought } from './names.ts';
import type { Whose } from './whose.ts';

/**
 * Erases what was typed about the person while they were being forgotten: searches and commands. Messages from then on
 * are a new customer's.
 *
 * @returns whether there may be more
 */
export function eraseLaterWords(context: Context, whose: Whose, limit: number): boolean {
  const { db } = context;
  const { forgetting, lineUserId, names } = whose;
  const range = { behind: forgetting.upTo ?? entryId(0), to: latestEntry(db), limit };
  const some = entriesBehind(db, range);
  const last = some.at(-1);
  if (last === undefined) return false;
  const isNamed = createNamed(lineUserId, names);
  const isSought = createSought(lineUserId, names);
  const contents = some.flatMap(
    ({ id, action, roomId, lineUserId: about, text, detail }): EntryId[] => {
      if (text === null) return [];
      const isLook = action.startsWith('audit.');
      const isCommand = action !== 'message.receive' && about === null && roomId === null;
      const says = isNamed(detail === null ? text : `${text} ${detail}`);
      return (isLook && isSought(text)) || ((isLook || isCommand) && says) ? [id] : [];
    },
  );
  if (contents.length > 0) {
    const facts = { contents: contents.length, files: 0 };
    eraseEntries(context, { contents, names: [] }, erasing(context, forgetting, facts));
  }
  changeForgetting(db, forgetting.id, {
    upTo: last.id,
    contents: forgetting.contents + contents.length,
  });
  return true;
}
