import type { Context } from '../../context.ts';
import { calledKey } from '../../domain/text/called-key.ts';
import { isPersonInLog, namesInLog } from '../../store/audit/audit-names.ts';
import type { UsersCalled } from './search/query.ts';

/** Names compared in one turn of the event loop. */
const SLICE = 1000;

/** Whether the log knows any of these LINE users. Outside transactions: it takes turns with others. */
export async function isAnyUserInLog(context: Context, users: UsersCalled): Promise<boolean> {
  if (users.ids.some((id) => isPersonInLog(context.db, id, 'line-user'))) return true;
  const wanted = users.said.map(calledKey).filter((name) => name !== '');
  for (let after = 0; wanted.length > 0; ) {
    const names = namesInLog(context.db, after, SLICE);
    const isThere = names.some(({ kind, name }) => {
      if (kind !== 'line-user') return false;
      const normal = calledKey(name ?? '');
      return wanted.some((each) => normal.includes(each));
    });
    if (isThere) return true;
    const last = names.at(-1);
    if (last === undefined || names.length < SLICE) return false;
    after = last.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}
