import type { Context } from '../../../context.ts';
import { SYSTEM } from '../../../domain/audit.ts';
import { lineUserId } from '../../../domain/ids.ts';
import { lineUserInLog, type NameInLog } from '../../../services/audit/names.ts';
import type { Entry } from '../../../services/audit/talk/talk.ts';
import type { Words } from '../../../words/words.ts';
import { type Html, h } from '../html.ts';
import { nameInWords } from '../search/hits.ts';

/** A name of that time, with today's where it has changed. */
export const named = (words: Words, name: NameInLog): Html =>
  h('bdi', null, nameInWords(words, name));

/** Who did what an entry tells; a LINE user whose name is unknown or erased is called just that. */
export function actorOf(context: Context, words: Words, entry: Entry): string {
  const { actorKind, actorId, actorName } = entry;
  if (actorId === SYSTEM.id) return words.auditTalk.system;
  if (actorKind !== 'line-user') return actorName ?? actorId;
  const user = { lineUserId: lineUserId(actorId), lineUserName: actorName };
  return nameInWords(words, lineUserInLog(context, user));
}
