import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

/** Events that we stumbled over, and their replay. */
export const events: Words['events'] = {
  none: 'There is no event that could not be processed.',
  title: (count) =>
    plural(count, 'event that could not be processed', 'events that could not be processed'),
  hint: '"event replay NUMBER" processes one again. Of one with an error its sender was told that it had failed: where it has been sent again meanwhile, it will be there twice.',
  gone: (count) =>
    `${plural(count, 'more has', 'more have')} no content left and cannot be replayed.`,
  replay: 'Replay',
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
};
