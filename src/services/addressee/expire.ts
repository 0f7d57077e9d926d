import { type Context, record } from '../../context.ts';
import { HELD_MS, nextExpiry } from '../../domain/addressee/held-expiry.ts';
import { SYSTEM } from '../../domain/audit.ts';
import type { EntryId } from '../../domain/ids.ts';
import { type Speaker, whoSpeaks } from '../../domain/speaker.ts';
import { entryOf } from '../../store/audit/audit-log.ts';
import { dropHeld, heldBy, questionByToken, settleQuestion } from '../../store/talks/questions.ts';
import { wordsForLineUser, wordsForMember } from '../say/reader.ts';
import { tellLineUser, tellMember } from '../say/say.ts';

/** The last room to choose has closed: the held messages expire, and their writer is told. */
export function expireQuestion(context: Context, token: string): void {
  const question = questionByToken(context.db, token);
  if (question === null || question.state !== 'open') return;
  settleQuestion(context.db, question.id, 'expired');
  const held = heldBy(context.db, question.id).map(({ entryId }) => entryId);
  expire(context, question.speaker, held);
}

/**
 * Ends messages that have waited a day for an answer (DESIGN §6.4). The question ends with the
 * last.
 *
 * @returns when to look again, ms; null when the question has ended
 */
export function expireHeld(context: Context, token: string): number | null {
  const question = questionByToken(context.db, token);
  if (question === null || question.state !== 'open') return null;
  const now = context.clock.now();
  const held = heldBy(context.db, question.id).map(({ entryId }) => ({
    entryId,
    at: entryOf(context.db, entryId)?.at ?? 0,
  }));
  const due = nextExpiry(held.map(({ at }) => at));
  if (due !== null && now < due) return due - now;
  const isOver = ({ at }: { readonly at: number }) => at + HELD_MS <= now;
  expire(
    context,
    question.speaker,
    held.filter(isOver).map(({ entryId }) => entryId),
  );
  const next = nextExpiry(held.filter((each) => !isOver(each)).map(({ at }) => at));
  if (next !== null) return next - now;
  settleQuestion(context.db, question.id, 'expired');
  return null;
}

function expire(context: Context, speaker: Speaker, held: readonly EntryId[]): void {
  if (held.length === 0) return;
  for (const entryId of held) {
    record(context, {
      action: 'message.expire',
      actor: SYSTEM,
      outcome: 'expired',
      aboutId: entryId,
    });
    dropHeld(context.db, entryId);
  }
  const asked = whoSpeaks(speaker);
  if (asked.side === 'line') {
    const { line } = wordsForLineUser(context, asked.lineUserId);
    tellLineUser(context, asked, 'held-expired', { text: line.heldExpired(held.length) });
  } else {
    const text = wordsForMember(context, asked.memberId).room.heldExpired(held.length);
    tellMember(context, context.settings.bridgeBotId, asked.memberId, { text });
  }
}
