import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

const ADD_AGAIN = /(then add (?:the member|them) again)\.$/u;

/** The fix, and the command to send afterwards. */
const thenSend = (fix: string, command: string) =>
  ADD_AGAIN.test(fix)
    ? fix.replace(ADD_AGAIN, `$1 ("${command}").`)
    : `${fix} Then send "${command}".`;

export const failures: Words['failures'] = {
  registration: (people) => `${people} could not be registered.`,
  registrationOfMany: (count) => `${plural(count, 'person', 'people')} could not be registered.`,
  linkOn: 'The LINE link could not be switched on.',
  directory: 'The LINE WORKS directory could not be read.',
  reason: (reason) => `Reason: ${reason}`,
  solution: (fix, command) => `Solution: ${thenSend(fix, command)}`,
  noAccount: 'No LINE Official Account could be reached',
  checkAccount: 'Check the settings of the LINE Official Account.',
  later: 'Wait a little while.',
  ofMany: (count, reason, fix) =>
    `  Reason: ${reason} (${plural(count, 'person', 'people')})\n  Solution: ${fix}`,
  everyone: 'all',
  seeFailed: (list, retry) =>
    `See who failed with "${list}". Once the causes are fixed, send "${retry}".`,
};
