import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const runs: Words['runs'] = {
  noticesAsk: (people, pushed) =>
    `- of ${plural(people, 'LINE user', 'LINE users')}, ${pushed} will be told by push`,
  noticesLeft: (account, left, at) =>
    `- push messages left this month: ${account} ${left} (as of ${at})`,
  noticesUnlimited: (account) => `- push messages left this month: ${account} no limit`,
  noticesUnknown: (account) => `- push messages left this month: ${account} unknown`,
  noticesLater: (people) =>
    `- ${plural(people, 'other', 'others')} will be told free of charge when they next write (a quarter of the limit is kept for messages from members)`,
  closingStarted: (rooms) =>
    `LINE users and members of ${plural(rooms, 'closed talk room', 'closed talk rooms')} are being told one after another. You will be notified here when this is done.`,
  closingDone: (rooms, lost, sent, later) =>
    `${plural(rooms, 'talk has', 'talks have')} been ended.\n- messages that did not arrive: ${lost}${lost > 0 ? ' (including those that may have arrived)' : ''}\n- notices to LINE users: ${sent} sent, ${later} to be given when they next write`,
  closing: (done, total) => `Closing talk rooms: ${done} of ${total}`,
  noticesWaiting: (waiting) =>
    ` (${plural(waiting, 'notice', 'notices')} to LINE users still to be sent)`,
  closingFailed: (rooms, numbers) =>
    `- because of an error, the end of ${plural(rooms, 'talk room', 'talk rooms')} (${numbers}) could not be announced. Messages in these talk rooms no longer arrive`,
  ownAccountStays: (name, account) =>
    `- ${account}, ${name}'s own account, stays assigned. To give it to someone else, send "account release ${account}", then "account assign ${account} <name>"`,
  registering: (done, total) => `Registering link members: ${done} of ${total}`,
  directoryDoubtful: (known, read, at) =>
    `The directory is waiting to be confirmed: it suddenly became smaller (${known} → ${read}) at ${at}. Confirm it with the button in the message only if this is correct`,
};
