import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

/** Messages that did not arrive, lanes that do not get on, and retries. */
export const deliveries: Words['deliveries'] = {
  none: 'There is no undelivered message, and no delivery is stuck.',
  title: (count) =>
    plural(count, 'undelivered or stuck delivery', 'undelivered or stuck deliveries'),
  hint: '"delivery retry NUMBER" sends one again, "delivery retry all" all that can be. No content is shown.',
  retry: 'Send again',
  retryAll: 'Send all again',
  retryNow: 'Try now',
  toLine: (member, user) => `${member} → ${user}`,
  toMember: (user, member) => `${user} → ${member}`,
  room: (user, member) => `${user} ⇔ ${member}`,
  notices: (name) => `Notices → ${name}`,
  others: 'Other deliveries',
  states: {
    refused: 'not delivered',
    exhausted: 'not delivered (tries used up)',
    uncertain: 'may not have been delivered',
    waiting: (rows) => `${rows} waiting`,
  },
  age: (age) => `${age} ago`,
  why: (reason) => `reason: ${reason}`,
  tried: (times, at) => `tried ${plural(times, 'time', 'times')} (last at ${at})`,
  steps: {
    'line-profile': "the LINE user's name cannot be read",
    'line-say': 'LINE does not take it',
    'line-answer': 'LINE does not take it',
    'line-leave': 'a LINE group cannot be left',
    'create-room': 'the talk room cannot be made',
    'inspect-room': 'the talk room cannot be looked at',
    'check-room': 'the talk room cannot be looked at',
    'say-in-channel': 'LINE WORKS does not take it',
    'say-to-member': 'LINE WORKS does not take it',
    'upload-picture': 'a picture cannot be uploaded',
    'fetch-media': 'a file cannot be fetched',
    'upload-media': 'a file cannot be uploaded',
    'leave-channel': 'a talk room cannot be left',
  },
  notBegun: 'waits for its turn, a file, the rate limit or the next message',
  next: (at) => `next at ${at}`,
  paused: (platform, at) =>
    `${platform} cannot be reached: all deliveries there are paused (next try at ${at})`,
  mayComeTwice: 'sent again, it may arrive twice',
  goesAnew: 'more than 24 hours old: it goes as a new message',
  cannot: (why) => `cannot be sent again (${why})`,
  fileGone: 'its file is not there',
  askOne: (number, what) => `Send #${number} ${what} again?`,
  askAll: (count) => `Send ${plural(count, 'undelivered message', 'undelivered messages')} again?`,
  warnWorks:
    'LINE WORKS has no way to recognise a repeat. If the earlier attempt did arrive, the message is read twice.',
  warnLine:
    'The key that prevents doubles cannot be used (more than 24 hours have passed, or it is not there). It goes as a new message: if the earlier attempt did arrive, it is read twice.',
  warnSome: (count) =>
    `${count} of them may be read twice, if the earlier attempt did arrive after all.`,
  together: (count) =>
    `${plural(count, 'other message', 'other messages')} of the same request will be sent again with it.`,
  leftOut: (count) => `${count} that cannot be sent again will be left out.`,
  begun: (number) =>
    `#${number} is being sent again, before what still waits in its talk. Its writer is told when it has arrived.`,
  begunSame: 'It goes with the same content and key, so it cannot arrive twice.',
  begunAnew: 'More than 24 hours have passed, so it goes as a new message.',
  busy: (number) =>
    `#${number} will be sent again as soon as what is being sent in its talk has ended.`,
  cannotNow: (number, why) => `#${number} cannot be sent again: ${why}`,
  notKept: (number) => `There is no delivery #${number}. "delivery list" shows the numbers.`,
  onItsWay: (number) => `#${number} is waiting to be sent.`,
  arrivedBefore: (number) => `#${number} has already been delivered.`,
  triedNow: (number) => `#${number} will be tried at once.`,
  underWay: (number) => `#${number} is being sent right now.`,
  noneToRetry: 'There is no message that can be sent again.',
  allBegun: (begun, busy, no) =>
    [
      `${plural(begun, 'message is', 'messages are')} being sent again. Their writers are told when they have arrived.`,
      ...(busy > 0 ? [`${busy} will follow as soon as what is being sent there has ended.`] : []),
      ...(no > 0 ? [`${no} cannot be sent again: "delivery list" says why.`] : []),
    ].join('\n'),
  more: (count) => `${count} are left: send "delivery retry all" once more.`,
  deed: 'Send again',
  arrived:
    'The message that was not, or perhaps not, delivered before was sent again by an administrator and has been delivered.',
  arrivedToMember: (member) =>
    `Your message to ${member} that was not, or perhaps not, delivered before has been delivered now.`,
};
