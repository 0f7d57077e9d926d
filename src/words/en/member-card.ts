import type { Words } from '../ja.ts';

export const memberCard: Words['memberCard'] = {
  notLinked: 'not a link member',
  registering: 'Being registered.',
  waiting: 'Registration follows automatically once they have begun to use LINE WORKS.',
  retrying: 'There was a network problem. It is being retried automatically.',
  rooms: (count) => `Talk rooms: ${count}`,
  lineUser: (name) => name,
  more: (count) => `and ${count} more`,
  seeRooms: 'Talk rooms',
  invite: 'Invite',
  retry: 'Retry',
  handover: 'Hand over',
  remove: 'Remove',
  add: 'Add',
  byWords: (commands) => `To continue, send one of these:\n${commands}`,
};
