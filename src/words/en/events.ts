import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

/** Events that we stumbled over, and their replay. */
export const events: Words['events'] = {
  none: 'There is no event that could not be processed.',
  title: (count) =>
    plural(count, 'event that could not be processed', 'events that could not be processed'),
  hint: '"event replay NUMBER" processes one again, "event replay all" all of them. Of one with an error its sender was told that it had failed: where it has been sent again meanwhile, it will be there twice.',
  gone: (count) =>
    `${plural(count, 'more has', 'more have')} no content left and cannot be replayed.`,
  replay: 'Replay',
  replayAll: 'Replay all',
  by: (who, where) => `${where}: ${who}`,
  somebody: 'no sender',
  admin: 'admin bot',
  otherKind: 'other',
  kinds: {
    message: 'message',
    postback: 'button',
    follow: 'follow',
    unfollow: 'block',
    unsend: 'unsend',
  },
  restored:
    'waited when the backup was made: if it was processed there since, it will be there twice',
  fault: (code) => `error: ${code}`,
  replayed: (number) => `#${number} will be processed again. You will be told the result here.`,
  unknown: (number) => `There is no failed event #${number}. "event list" shows the numbers.`,
  takenBack: (number) =>
    `#${number} cannot be replayed: it was unsent, or its record was erased, so its content is gone.`,
  waits: (number) => `#${number} is waiting to be processed.`,
  doneBefore: (number) => `#${number} has already been processed.`,
  done: (number) => `#${number} has been processed.`,
  doneWithout: (number, reason) =>
    `#${number} has been processed. As things are now it was only recorded (${reason}).`,
  failedAgain: (number, code) =>
    `#${number} failed again (error: ${code}). Its content is kept: try again, for example after an update.`,
  askAll: (count) =>
    `Process ${plural(count, 'event', 'events')} again, in the order in which they came?`,
  warnRestored: (count) =>
    `${count} of them waited when the backup was made: what was processed there since will be there twice.`,
  warnTold: (count) =>
    `Of ${count} of them the senders were told that it had failed: what has been sent again meanwhile will be there twice.`,
  more: (count) => `${count} are left: send "event replay all" once more.`,
  allReplayed: (count) =>
    `${plural(count, 'event', 'events')} will be processed again, in the order in which they came. You will be told the results here, together.`,
  allDone: (count) => `Replayed: ${plural(count, 'event has', 'events have')} been processed.`,
  someRecorded: (count, reason) =>
    `As things are now, ${count} of them ${count === 1 ? 'was' : 'were'} only recorded (${reason}).`,
  someFailed: (count, numbers) =>
    `${count} failed again (${numbers}). Their content is kept: try again, for example after an update.`,
  stillWaiting: (count) => `${count} still ${count === 1 ? 'waits' : 'wait'} to be processed.`,
};
