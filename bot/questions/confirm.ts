import { createHash } from 'node:crypto';
import * as z from 'zod';
import { MINUTE_MS } from '../../src/domain/durations.ts';
import { encodePress } from '../../src/domain/messages/press.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { StoredShapeFault, storedJson } from '../../src/store/memory/stored-json.ts';
import { findProposal, propose, settleProposal } from '../../src/store/people/confirmations.ts';
import { wordsOf } from '../../src/words/words.ts';
import type { CommandName, Proposal, Session } from '../command.ts';

const VALID_MS = 5 * MINUTE_MS;

const isCommandName = (name: unknown): boolean =>
  typeof name === 'string' && Object.hasOwn(wordsOf('en').commands, name);

const proposedSchema = z.object({
  name: z.custom<CommandName>(isCommandName),
  words: z.array(z.string()).readonly(),
});

const stored = storedJson('command', 1, proposedSchema);

/** A command that waits for its button. */
export type Proposed = Readonly<z.output<typeof proposedSchema>>;

/** The stored command; null when another version wrote what this one cannot read. */
function readProposed(text: string): Proposed | null {
  try {
    return stored.read(text);
  } catch (error) {
    if (error instanceof StoredShapeFault) return null;
    throw error;
  }
}

/** Only the hash is kept: a reader of the database cannot press the button. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Keeps a command and returns the question; its buttons name the deed, other ways, and the way back (DESIGN §7, §11 Confirmations). */
export function proposeCommand(
  { context, words, memberId: proposer }: Session,
  ask: Omit<Proposal, 'words'>,
  proposed: Proposed,
): Speech {
  const token = context.chance.token(18);
  propose(context.db, {
    tokenHash: hashOf(token),
    proposer,
    command: stored.text(proposed),
    proposedAt: context.clock.now(),
  });
  const { cancel } = words.admin;
  return {
    text: ask.text,
    buttons: [
      { label: ask.deed, token: encodePress({ do: 'confirm', token }), says: ask.deed },
      ...(ask.buttons ?? []),
      { label: cancel, token: encodePress({ do: 'cancel', token }), says: cancel },
    ],
  };
}

/** What came of a press on a question. */
export type ConfirmationTaken =
  | { readonly kind: 'go'; readonly proposed: Proposed }
  | { readonly kind: 'no'; readonly why: 'unknown' | 'settled' | 'expired' | 'not-yours' };

/**
 * Takes a pressed confirmation. The token alone is not enough: proposer and age are checked here, the
 * role where the command runs. It works once.
 */
export function takeConfirmation({ context, memberId }: Session, token: string): ConfirmationTaken {
  const found = findProposal(context.db, hashOf(token));
  if (found === null) return { kind: 'no', why: 'unknown' };
  if (found.proposer !== memberId) return { kind: 'no', why: 'not-yours' };
  if (found.settledAt !== null) return { kind: 'no', why: 'settled' };
  const now = context.clock.now();
  settleProposal(context.db, found.tokenHash, now);
  if (now - found.proposedAt > VALID_MS) return { kind: 'no', why: 'expired' };
  const proposed = readProposed(found.command);
  // Only a question of another version is unreadable: asked again, the command is a new question.
  return proposed === null ? { kind: 'no', why: 'expired' } : { kind: 'go', proposed };
}
