import type { MemberId } from '../../domain/ids.ts';
import type { SayButton } from '../../domain/messages/speech.ts';
import type { FailureReason } from '../../domain/people/registration.ts';
import type { Words } from '../../words/words.ts';
import { commandButton } from '../say/command-button.ts';

/** People named in one sentence; beyond that it gives their number. */
const MOST_NAMES = 5;
/** Buttons of a template (line-works.md §3.2), less the one that retries all. */
const MOST_BUTTONS = 9;

/** A person who could not be registered. */
export interface Failed {
  readonly memberId: MemberId;
  readonly name: string;
  readonly reason: FailureReason;
}

/** Who could not be registered, why, and what to do: three lines per reason. */
export function describeFailures(words: Words, failed: readonly Failed[]): string[] {
  const reasons = [...new Set(failed.map(({ reason }) => reason))];
  return reasons.map((reason) =>
    describeOfReason(
      words,
      reason,
      failed.filter((each) => each.reason === reason),
    ),
  );
}

function describeOfReason(
  { failures, reasons, commands, layout }: Words,
  reason: FailureReason,
  people: readonly Failed[],
): string {
  const [why, fix] = reasons[reason];
  // A fault of the company concerns everybody.
  const inNumbers = people.length > (reason === 'company-name' ? 1 : MOST_NAMES);
  const names = people.map(({ name }) => name);
  const whom = inNumbers ? failures.everyone : names.join(layout.between);
  return [
    inNumbers
      ? failures.registrationOfMany(people.length)
      : failures.registration(names.map(layout.person).join(layout.between)),
    failures.reason(why),
    failures.solution(fix, `${commands['member retry'].name} ${whom}`),
  ].join('\n');
}

/**
 * A button per person that registers them again; with several, one more for all that have failed.
 */
export function retryButtons(words: Words, failed: readonly Failed[]): SayButton[] {
  const each = failed
    .slice(0, MOST_BUTTONS)
    .map(({ memberId, name }) =>
      commandButton(words, 'member retry', { typed: `"${memberId}"`, shown: [name] }),
    );
  return failed.length > 1 ? [...each, retryAllButton(words)] : each;
}

/** Registers all failed people again. */
export const retryAllButton = (words: Words): SayButton =>
  commandButton(words, 'member retry', { typed: 'all', shown: [words.failures.everyone] });
