import type { Context } from '../../src/context.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import type { Speech } from '../../src/domain/messages/speech.ts';
import { answerCommander } from '../answers/say.ts';
import type { Session } from '../command.ts';
import { openSession } from '../session.ts';

/** Longer work says so, so that an answer begins within five seconds (DESIGN §11). */
const PATIENCE_MS = 3000;

/** How long an asker waits without a word. */
export interface Patience {
  /** Waits for a platform; tells the asker when that takes longer than people expect. */
  during<Result>(memberId: MemberId, work: Promise<Result>): Promise<Result>;
}

/** Three seconds with each asker. */
export function patienceOf(
  context: Context,
  onFault: (what: string, error: unknown) => void,
): Patience {
  return {
    async during(memberId, work) {
      const timer = setTimeout(() => {
        try {
          sayWorking(context, memberId);
        } catch (error) {
          // A timer has no caller: an error thrown there would end the process.
          onFault('say working', error);
        }
      }, PATIENCE_MS);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Says that the work takes longer. */
export function sayWorking(context: Context, memberId: MemberId): void {
  context.store.transaction(() => {
    const { words } = openSession(context, memberId);
    answerCommander(context, memberId, { text: words.admin.working });
  });
}

/** Decides, writes and answers in one transaction. The role may have gone while the job waited. */
export function answerAdmin(
  context: Context,
  memberId: MemberId,
  act: (session: Session) => Speech,
): void {
  context.store.transaction(() => {
    const session = openSession(context, memberId);
    const speech = session.roles.has('link-admin')
      ? act(session)
      : { text: session.words.admin.denied };
    answerCommander(context, memberId, speech);
  });
}
