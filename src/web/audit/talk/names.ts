import type { NameInLog } from '../../../services/audit/names.ts';
import type { Entry } from '../../../services/audit/talk/talk.ts';
import type { Words } from '../../../words/words.ts';
import { type Html, h } from '../html.ts';
import { nameInWords } from '../search/hits.ts';

/** A name of that time, with today's where it has changed. */
export const named = (words: Words, name: NameInLog): Html =>
  h('bdi', null, nameInWords(words, name));

/** Who did what an entry tells. */
export const actorOf = ({ auditTalk: say }: Words, entry: Entry): string =>
  entry.actorKind === 'system' ? say.system : (entry.actorName ?? entry.actorId);
