import * as z from 'zod';
import type { Context } from '../../src/context.ts';
import { memberId as toMemberId } from '../../src/domain/ids.ts';
import { recordSearch } from '../../src/services/audit/search/record-search.ts';
import { searchInSlices } from '../../src/services/audit/search/run.ts';
import { answerCommander } from '../answers/say.ts';
import { readSearch } from '../audit/asked-search.ts';
import { describeResult } from '../audit/search-answer.ts';
import { openSession } from '../session.ts';
import type { BotJobEnd } from './job-end.ts';
import type { Patience } from './patience.ts';

/** Who searches, and for what, as it was typed. */
const wish = z.object({ memberId: z.string().transform(toMemberId), line: z.string() });

/** A search of the log that takes longer than a command may. */
export async function searchAudit(
  context: Context,
  patience: Patience,
  payload: unknown,
): Promise<BotJobEnd> {
  const { memberId, line } = wish.parse(payload);
  const session = openSession(context, memberId);
  const asked = readSearch(session, line);
  const result =
    'text' in asked || !session.roles.has('auditor')
      ? null
      : await patience.during(memberId, searchInSlices(context, asked.query));
  context.store.transaction(() => {
    // The role may have gone meanwhile.
    const now = openSession(context, memberId);
    if (!now.roles.has('auditor')) {
      answerCommander(context, memberId, { text: now.words.admin.denied });
    } else if ('text' in asked) answerCommander(context, memberId, asked);
    else if (result !== null) {
      recordSearch(context, now.actor, asked.query, result);
      answerCommander(context, memberId, describeResult(now, asked, result));
    }
  });
  return { kind: 'done' };
}
