import type { Words } from '../ja.ts';
import { forwardable } from './forwardable.ts';
import { plural } from './plural.ts';
import { maybeArrived, undelivered } from './undelivered.ts';

export const admin: Words['admin'] = {
  on: 'on',
  off: 'off',
  denied: 'You do not have permission to use this command. Please ask an administrator.',
  only1to1: 'Commands work only in your 1:1 talk with the bot.',
  tooLong: (most) =>
    `That is too long, so nothing was done. This command takes up to ${most} characters. Please shorten it or split it up.`,
  next: 'Next',
  previous: 'Previous',
  nextByWords: (command) => `For more, send "${command}".`,
  details: 'Details',
  cancel: 'Cancel',
  cancelled: 'Cancelled. Nothing was changed.',
  nothingToCancel: 'There is nothing to cancel.',
  confirmExpired: 'This confirmation is more than five minutes old. Please send the command again.',
  confirmUsed: 'This confirmation has already been answered.',
  confirmNotYours: 'Only the person who sent the command can confirm it.',
  working: 'Working on it. The result will appear here.',
  linkAlreadyOn: 'The LINE link is already on.',
  linkAlreadyOff: 'The LINE link is already off.',
  linkOn: (account) =>
    `The LINE link is on (LINE Official Account: ${account}).\nTo add link members, send, for example, "member add Misaki Tanaka".`,
  accountFault: (account, why) => `- ${account}: ${why}`,
  faultUnauthorized: 'The channel ID, channel secret or access token is incorrect.',
  faultUnreachable: 'LINE cannot be reached. Please try again later.',
  worksUnauthorized: 'The client ID, client secret, service account or private key is incorrect.',
  worksUnreachable: 'LINE WORKS cannot be reached. The connection is retried automatically.',
  faultOther: (detail) => `LINE answered: ${detail}`,
  linkOff: (rooms, members, lost, maybe) =>
    `The LINE link is off.${rooms > 0 ? ` ${plural(rooms, 'talk room was', 'talk rooms were')} deleted.` : ''}${members > 0 ? ` The Talk IDs of ${plural(members, 'link member', 'link members')} no longer work.` : ''}${undelivered(lost, maybe)}`,
  linkIsOff: 'The LINE link is off. Send "link on" first.',
  scopeIsAll: 'The scope is "all", so members cannot be added or removed one by one.',
  planIsFree:
    'On the free plan everyone is a link member, so members cannot be added or removed one by one.',
  notFound: (who) => `No member matches "${who}". Check the name, account or Talk ID.`,
  several: (who) => `Several members match "${who}". Choose one.`,
  moreMatches: (count) => `And ${count} more. Please type more of the name.`,
  partNames: 'If these are different people, separate their names with commas or line breaks.',
  leftOut: (most, count, names) =>
    `One command handles up to ${most} people. ${plural(count, 'name was', 'names were')} left out: ${names}`,
  removeAlso: (names) => `You will be asked about these next, together with your choice: ${names}`,
  removeLater: (names) => `These have not been removed yet. Please send them again later: ${names}`,
  nothingRemoved: (names) => `Nobody was removed. To remove only these, send only them: ${names}`,
  added: (name) => `${name}: pending (being registered)`,
  alreadyAdded: (name, status) => `${name}: already a link member (${status})`,
  nowAvailable: (name, talkId) => `${name}: now available (Talk ID: ${talkId}).`,
  nowWaiting: (name) =>
    `${name}: pending. Registration continues automatically once LINE WORKS activates the account.`,
  retryStarted: (name) => `${name}: registering again.`,
  retryNotNeeded: (name, status) => `${name}: no need to retry (${status}).`,
  retryAllStarted: (count) => `Registering ${plural(count, 'person', 'people')} again.`,
  retryNobody: 'There are no failed or retrying link members.',
  autoAddOn: 'Auto-add is on. New members become link members automatically.',
  autoAddOff: 'Auto-add is off.',
  autoAddAlready: (on) => `Auto-add is already ${on ? 'on' : 'off'}.`,
  autoAddEveryone: 'The scope is "all", so new members are added regardless of auto-add.',
  planFreeFixed:
    'On the free plan everyone is a link member. Auto-add and scope cannot be changed.',
  scopeAlready: (scope) => `The scope is already "${scope}".`,
  scopeAllSet: 'The scope is now "all".',
  scopeAllLater: 'The scope is now "all". Everyone will be added when the link is switched on.',
  scopeSelectedSet: (members) =>
    `The scope is now "selected".${members > 0 ? ` ${plural(members, 'link member stays', 'link members stay')} as they are.` : ''}`,
  massStarted: (total, minutes) =>
    `Registering ${plural(total, 'person', 'people')}. This takes about ${plural(minutes, 'minute', 'minutes')}; progress will be shown here.`,
  massProgress: (done, total) => `Registration: ${done} of ${total} done.`,
  massDone: (total, counts) =>
    `Registration of ${plural(total, 'person', 'people')} has finished.\n${counts}`,
  massCount: (status, count) => `- ${status}: ${count}`,
  massDropped: (count) => `- dropped: ${count}`,
  absences: (people) =>
    `These link members cannot answer their LINE users at the moment. The LINE users are being told.\n${people}`,
  absence: (name, why, rooms) =>
    `- ${name} (${why}${rooms > 0 ? `, ${plural(rooms, 'talk room', 'talk rooms')}` : ''})`,
  absenceKinds: {
    suspended: 'suspended',
    'on-leave': 'on leave',
    unreachable: 'the bot cannot reach them',
  },
  membersGone: (people) =>
    `Removed from the link because they have been missing from the directory for seven days:\n${people}`,
  memberGone: (name, rooms, lost, maybe) =>
    `- ${name}${rooms > 0 ? `: ${plural(rooms, 'talk room', 'talk rooms')} deleted` : ''}${lost > 0 ? `, ${plural(lost, 'message', 'messages')} ${maybe > 0 ? 'cancelled' : 'not delivered'}${maybeArrived(maybe, lost)}` : ''}`,
  directoryShrunk: (known, read) =>
    `The directory has suddenly become much smaller (${known} → ${plural(read, 'person', 'people')}). LINE WORKS may have a problem, so nothing was changed. Press the button only if this is correct: people who are missing will then be removed from the link after seven days.`,
  directoryDoubtful:
    'The directory has suddenly become much smaller, so it is not being used and nothing was changed. Confirm it with the button in the other message, or wait until it is back to normal.',
  directoryAccept: 'This is correct',
  directoryAccepted: 'The directory has been confirmed and is being read again.',
  directoryAcceptUsed: 'This has already been answered, or is no longer needed.',
  nowRetrying: (name) => `${name}: retrying after a network problem. This continues automatically.`,
  notLinkMember: (name) => `${name}: not a link member.`,
  removed: (people, rooms, lost, maybe) =>
    `Removed ${people} from the link members.${rooms > 0 ? ` ${plural(rooms, 'talk room was', 'talk rooms were')} deleted.` : ''}${undelivered(lost, maybe)}`,
  listEmpty: 'There are no link members.',
  listTitle: (count) => plural(count, 'link member', 'link members'),
  searchEmpty: (words) => `No member matches "${words}".`,
  searchTitle: (words, count) => `${plural(count, 'match', 'matches')} for "${words}"`,
  talkId: 'Talk ID',
  department: 'Department',
  account: 'Account',
  statusLabel: 'Status',
  reasonLabel: 'Reason',
  fixLabel: 'Solution',
  none: 'none',
  inviteLink: 'Invite link',
  invite: (name, talkId, link, invitation) =>
    `Invitation to ${name}\nTalk ID: ${talkId}\nInvite link: ${link}${forwardable(invitation)}`,
  inviteNotAvailable: (name, status) => `${name} cannot be invited yet (status: ${status}).`,
  inviteNoAccount:
    'The ID of the LINE Official Account is not known yet. Please try again shortly.',
  statusLink: 'LINE link',
  statusScope: 'Scope',
  scopeAll: 'all',
  scopeSelected: 'selected',
  statusMembers: 'Link members',
  statusRooms: 'Open talk rooms',
  statusWaiting: 'Queued deliveries',
  statusStored: 'Stored files',
  storedOf: (stored, limit, percent) => `${stored} of ${limit} (${percent}%)`,
  storedUnlimited: (stored) => `${stored} (no limit)`,
  statusAccount: 'LINE Official Account',
  statusLastLine: 'Last event from LINE',
  statusLastWorks: 'Last event from LINE WORKS',
  statusOk: 'ok',
  statusUnchecked: 'not checked yet',
  statusWorks: 'LINE WORKS',
  statusMissingScopes: (scopes) =>
    `missing scopes: ${scopes}. Add them to the app in the Developer Console.`,
  statusFailedDeliveries: (count) =>
    `${plural(count, 'delivery', 'deliveries')} stopped by a system error (kept on record)`,
  statusFailedEvents: (count) =>
    `${plural(count, 'event', 'events')} could not be processed (kept on record)`,
  eventsFailed: (count) =>
    `Because of a system error, ${plural(count, 'incoming event (a message, a button press or the like)', 'incoming events (messages, button presses and the like)')} could not be processed. Where the sender is known, they have been told that it did not arrive and asked to send it again. "status" shows the total. If this continues, have someone check the server log. This notice is sent at most once an hour.`,
  never: 'none yet',
  language: 'The bot will now answer in English.',
  directoryEmpty:
    'The member directory came back empty. Nothing was changed. Check the scopes and the service account in the Developer Console.',
  roleNames: { 'link-admin': 'link-admin', auditor: 'auditor' },
  roleSources: {
    'admin-users': 'ADMIN_USERS in the environment',
    'super-administrator': 'LINE WORKS super-administrator',
    grant: 'granted',
  },
  roleDormant: 'suspended or not in the directory, so it does not count',
  roleGranted: (name, role) => `${name} now has the ${role} role.`,
  roleRevoked: (name, role) => `The ${role} role was revoked from ${name}.`,
  roleRemains: (source) => `However, they still hold it from another source: ${source}.`,
  roleAlready: (name, role, source) =>
    `${name} already has the ${role} role (${source}). Nothing was changed.`,
  roleHasNot: (name, role) => `${name} does not have the ${role} role. Nothing was changed.`,
  roleFixed: (name, role, source) =>
    `The ${role} role of ${name} comes from elsewhere (${source}) and cannot be revoked with a command.`,
  roleLast: (name) =>
    `${name} is the last link-admin, so the role cannot be revoked. Grant it to someone else first.`,
  roleNotYours: (role) => `Only someone with the ${role} role can grant or revoke it.`,
  roleGiven: (role, by) => `${by} granted you the ${role} role.`,
  roleTaken: (role, by) => `${by} revoked your ${role} role.`,
  roomListEmpty: 'There are no open talk rooms.',
  roomListTitle: (count) => plural(count, 'open talk room', 'open talk rooms'),
  roomSince: (at) => `since ${at}`,
  roomLastSpoke: {
    'line-user': 'LINE user spoke last',
    member: 'member spoke last',
    nobody: 'nobody has spoken',
  },
  statusQuota: (numbers, at) => `messages this month: ${numbers} (as of ${at})`,
  roomUnknown: (id) =>
    `There is no open talk room "${id}". You can find its number with "room list".`,
  roomClosed: (user, member, lost, maybe) =>
    `The talk between "${user}" and ${member} has been closed.${undelivered(lost, maybe)}`,
  quotaTitle: "This month's LINE messages",
  quotaNumbers: (used, limit, left) => `${used} used / limit ${limit} / ${left} left`,
  quotaUnlimited: (used) => `${used} used / no limit`,
  quotaStopped: (until) =>
    `the limit has been reached: pushes are paused until ${until} (free replies continue)`,
  accountListTitle: 'LINE Official Accounts',
  accountShared: 'shared by all members',
  accountFree: 'not assigned',
  accountWished: (who) => `waiting for ${who}, who is not in the directory yet`,
  accountUnknown: (word) =>
    `There is no LINE Official Account "${word}". Send "account list" to see them.`,
  accountAssigned: (account, name) => `${account} is now assigned to ${name}.`,
  accountWaits: (name) => `LINE users can use it as soon as ${name} is available as a link member.`,
  accountAlready: (account, name) =>
    `${account} is already assigned to ${name}. Nothing was changed.`,
  accountIsShared: (account) =>
    `${account} is shared by all members, so it cannot be assigned or released.`,
  accountHeld: (account, holder) =>
    `The LINE Official Account "${account}" is assigned to ${holder}. Send "account release" first.`,
  accountReleased: (account, name) =>
    `${account} is no longer assigned to ${name}. Open talk rooms continue.`,
  accountWishDropped: (account) => `${account} is no longer waiting for anyone.`,
  accountNotAssigned: (account) => `${account} is not assigned to anyone. Nothing was changed.`,
  quotaReached: (account) =>
    `The LINE Official Account "${account}" has used up this month's messages. Pushes are paused until next month; free replies continue.`,
  storeNearlyFull: (stored, limit) =>
    `The stored files have passed 90% of their limit (${stored} of ${limit}). Once it is reached, images, videos, audio and files will no longer arrive, and whoever sends one will be told. Texts are not affected. Raise MEDIA_TOTAL_GB on the server, or keep files for fewer days with MEDIA_RETENTION_DAYS.`,
  storeFull: (stored, limit) =>
    `The stored files have reached their limit, and some files do not arrive (${stored} of ${limit}). Images, videos, audio and files that do not fit are not delivered, and whoever sends one is told. Texts are not affected. Raise MEDIA_TOTAL_GB on the server, or keep files for fewer days with MEDIA_RETENTION_DAYS.`,
  diskFloor: (floor) =>
    `The server has little disk space left (${floor} or less), so images, videos, audio and files are not delivered, and whoever sends one is told. Texts are not affected. Free up disk space, or keep files for fewer days with MEDIA_RETENTION_DAYS.`,
  colleagueWarning: (colleague, owner, user) =>
    `${colleague} wrote in the talk room of ${owner} and "${user}". Nothing was sent to LINE.`,
  guestsWarning: (guests, owner, user) =>
    `${guests} joined the talk room of ${owner} with "${user}" and can now read what is said there. What they write is not sent to LINE.`,
  staleAlarm:
    "Events from LINE WORKS keep arriving late. Check the server's clock and load. Late messages were not sent.",
};
