import type { Words } from '../ja.ts';
import { plural } from './plural.ts';
import { maybeArrived } from './undelivered.ts';

export const questions: Words['questions'] = {
  linkOff: 'Switch the LINE link off?',
  remove: (people) => `Remove ${people} from the link members?`,
  closeTalk: (user, member) => `End the talk between "${user}" and ${member}?`,
  scopeAll: 'Change the scope to "all"?',
  scopeSelected: 'Change the scope to "selected"?',
  grant: (name, role) => `Grant ${name} the role ${role}?`,
  revoke: (name, role) => `Revoke the role ${role} from ${name}?`,
  handover: (from, to) => `Hand the talks of ${from} over to ${to}?`,
  effects: {
    roomsGo: (rooms) =>
      `- ${plural(rooms, 'talk room', 'talk rooms')} with LINE users will be deleted, and the LINE users will see "Withdrawn user"`,
    talkIdsGo: (talkIds, count) =>
      `- ${count === 1 ? 'Talk ID' : 'Talk IDs'} ${talkIds} will stop working`,
    talkIdsOfMany: (members) =>
      `- The Talk IDs of ${plural(members, 'link member', 'link members')} will stop working`,
    historyStays: '- The talk history stays available in "audit search" (auditors only)',
    noWayBack: '- Switching it on again does not restore them',
    unsent: (waiting, maybe) => {
      const messages = plural(waiting, 'unsent message', 'unsent messages');
      return maybe === 0
        ? `- ${messages} will not arrive`
        : `- ${messages} will be cancelled${maybeArrived(maybe, waiting)}`;
    },
    bothTold: '- Both will be notified',
    membersNow: (members) =>
      `- There ${members === 1 ? 'is' : 'are'} currently ${plural(members, 'link member', 'link members')}`,
    membersStay: (members) =>
      `- ${plural(members, 'link member stays', 'link members stay')} as they are`,
    added: (added, minutes) =>
      `- ${plural(added, 'more person', 'more people')} will be added (about ${plural(minutes, 'minute', 'minutes')})`,
    addedLater: (added) =>
      `- ${plural(added, 'more person', 'more people')} will be added when the LINE link is switched on`,
    notOneByOne: '- Members can no longer be added or removed one by one',
    notAdded: (waiting) =>
      `- ${plural(waiting, 'person', 'people')} waiting to be registered will not be added`,
    autoAddOff: '- Auto-add is off: new members will not be added',
    autoAddOn: '- Auto-add is on: new members will be added automatically',
    linkAdminMay:
      '- They will be able to manage the LINE link and its members, and to grant and revoke link-admin',
    auditorMay:
      '- They will be able to read everything said in every talk\n- They will be able to grant and revoke auditor',
    yourOwn: '- This is your own role: without it you can no longer use the commands that need it',
    openMove: (rooms) =>
      `- ${plural(rooms, 'open talk room', 'open talk rooms')} will be handed over`,
    closedMove: (rooms) =>
      `- ${plural(rooms, 'talk room', 'talk rooms')} closed within the last 90 days, because the member was removed or left, will be handed over too`,
    waitingMove: (from, to, waiting, maybe) =>
      `- Of ${plural(waiting, 'message', 'messages')} waiting to be sent, those from LINE users will go to ${to}; replies by ${from} will not be sent${maybeArrived(maybe, waiting)}`,
    toldOfHandover: (to) => `- LINE users will be told that ${to} replies from now on`,
  },
};
