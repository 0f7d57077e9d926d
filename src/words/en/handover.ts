import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const handover: Words['handover'] = {
  first: 'Hand over first',
  buttonFor: (name) => `${name}: hand over`,
  says: (from, to) => `Hand the talks of ${from} over to ${to}`,
  hint: (command, people) =>
    `To hand the talks over to another member, send${people > 1 ? ', for example,' : ''} "${command}".`,
  firstHint: (command, people) =>
    `To hand the talks over first, send${people > 1 ? ', for example,' : ''} "${command}".`,
  toWhom: (from) => `Who should take over the talks of ${from}?`,
  nobody: 'There is no other available link member to hand over to.',
  noRooms: (from) => `${from} has no talks that can be handed over.`,
  same: 'Those are the same member.',
  notAvailable: (to, status) =>
    `${to} cannot take over talks (status: ${status}). Only available link members can.`,
  toSelf:
    'To hand talks over to yourself you also need the auditor role, because you will see what was said.',
  away: (to, why) => `- ${to} cannot answer LINE users at the moment (${why})`,
  blocked: (to, rooms, names) =>
    `- ${plural(rooms, 'talk', 'talks')} with LINE users whom ${to} has blocked will not be handed over: ${names}`,
  done: (from, to, rooms, moved, unsent) =>
    `${plural(rooms, 'talk', 'talks')} of ${from} handed over to ${to}.${moved > 0 ? ` ${plural(moved, 'waiting message goes', 'waiting messages go')} to ${to}.` : ''}${unsent > 0 ? ` ${plural(unsent, 'unsent reply', 'unsent replies')} by ${from} will not be sent.` : ''}`,
  started: (from, to, rooms) =>
    `${plural(rooms, 'talk of', 'talks of')} ${from} ${rooms === 1 ? 'is' : 'are'} being handed over to ${to}, one after another. You will be notified here when this is done.`,
  ended: (from, to, rooms, moved, unsent, sent, later) =>
    `The handover from ${from} to ${to} has finished.\n- talks handed over: ${rooms}\n- messages that go to ${to}: ${moved}\n- replies not sent: ${unsent}\n- notices to LINE users: ${sent} sent, ${later} to be given when they next write`,
  stopped: (rooms) =>
    `- ${plural(rooms, 'talk was', 'talks were')} not handed over, because the other member is no longer available or has blocked the LINE user`,
  failed: (rooms, numbers) =>
    `- because of an error, ${plural(rooms, 'talk was', 'talks were')} not handed over (${numbers}). Please hand over again`,
  underWay: (from, to, done, total) => `Handing over talks (${from} → ${to}): ${done} of ${total}`,
};
