import { record } from '../../src/context.ts';
import { codeOf } from '../../src/domain/audit-facts.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { acceptDirectory } from '../../src/services/directory/alarm.ts';
import type { Command, Session } from '../command.ts';
import { perform, refuseRole } from '../perform.ts';
import { takeConfirmation } from './confirm.ts';

/** Carries out the command that the question is about. */
export function confirmPressed(
  table: readonly Command[],
  session: Session,
  token: string,
): Speech | null {
  const pressed = takeConfirmation(session, token);
  const { admin } = session.words;
  if (pressed.kind === 'no') {
    if (pressed.why === 'expired') return { text: admin.confirmExpired };
    return { text: pressed.why === 'not-yours' ? admin.confirmNotYours : admin.confirmUsed };
  }
  const command = table.find((each) => each.name === pressed.proposed.name);
  if (command === undefined) return { text: admin.confirmUsed };
  return perform(session, command, pressed.proposed.words, true);
}

/** Leaves everything as it is. */
export function cancelPressed(session: Session, token: string): Speech {
  const pressed = takeConfirmation(session, token);
  const { admin } = session.words;
  if (pressed.kind === 'no' && pressed.why !== 'expired') {
    return { text: pressed.why === 'not-yours' ? admin.confirmNotYours : admin.confirmUsed };
  }
  record(session.context, {
    action: 'command.cancel',
    actor: session.actor,
    outcome: 'ok',
    facts: { command: pressed.kind === 'go' ? codeOf(pressed.proposed.name) : null },
  });
  return { text: admin.cancelled };
}

/** The button below the report of a shrunken directory: any link-admin may press it, once. */
export function acceptPressed(session: Session, token: string): Speech {
  const { context, actor, roles, words } = session;
  if (!roles.has('link-admin')) return refuseRole(session, 'accept-directory');
  const done = acceptDirectory(context, actor, token);
  return { text: done ? words.admin.directoryAccepted : words.admin.directoryAcceptUsed };
}
