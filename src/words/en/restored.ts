import type { Words } from '../ja.ts';

/** The first start from a backup or an export. */
export const restored: Words['restored'] = {
  fromBackup: (when) => `The bridge has started from a backup that shows ${when}.`,
  fromExport: (when) => `The bridge has started from an export that shows ${when}.`,
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
  forgetAgain: 'Please run "audit forget" again for everyone who was erased after that time.',
};
