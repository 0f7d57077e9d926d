import type { Words } from '../ja.ts';

/** The first start from a backup, an export or a state of the past. */
export const restored: Words['restored'] = {
  from: {
    backup: (when) => `The bridge has started from a backup that shows ${when}.`,
    export: (when) => `The bridge has started from an export that shows ${when}.`,
    'point-in-time': (when) => `The bridge was put back to its state of ${when}.`,
  },
  nothingLater: 'Messages, changes of settings, unsends and erasures after that are not in it.',
  nothingSent: 'What waited at that time may have arrived since, so nothing of it is sent:',
  messages: (count) =>
    `- messages on their way to the other side: ${count} ("uncertain" in the audit log; "delivery list" shows them and can send them again)`,
  held: (count) =>
    `- messages that waited for an answer to "to whom?": ${count} ("uncertain" in the audit log)`,
  notices: (count) => `- answers and notices of the bots: ${count}`,
  events: (count) =>
    `- received and not processed: ${count} ("event list" shows them and can process them)`,
  registrations: (count) =>
    `- members being registered: ${count} (now "failed"; "member retry all" registers them again)`,
  runs: (count) => `- closings and handovers under way: ${count} (please hand over again)`,
  forgottenAgain: (count) =>
    `- people erased after that time, who are being erased again: ${count}`,
  forgetAgain: 'Please run "audit forget" again for everyone who was erased after that time.',
};
