import { type Context, record } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { chooseLanguage } from '../../store/link.ts';

/** A member chooses the language of both bots' answers and notices. */
export function setLanguage(
  context: Context,
  actor: Actor,
  memberId: MemberId,
  language: Language,
): void {
  chooseLanguage(context.db, memberId, language);
  record(context, {
    action: 'language.set',
    actor,
    outcome: 'ok',
    memberId,
    facts: { after: language },
  });
}
