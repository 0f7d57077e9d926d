import type { Words } from '../ja.ts';

export const greeting: Words['greeting'] = {
  bridge: (company) =>
    `This is the LINE link bot of ${company}. It brings messages of LINE users to LINE WORKS and your answers to LINE.`,
  inRooms:
    'Each LINE user has a talk room of their own. Please answer there; what you write here is not sent to LINE.',
  inOneRoom:
    'Messages of LINE users arrive here, headed with their names. Please answer here, too.',
  linkOn: 'The LINE link is on.',
  linkOff: 'The LINE link is off at the moment: nothing goes to or comes from LINE users.',
  talkId: (talkId) => `Your Talk ID: ${talkId} (send "invite" to see your invite link and QR code)`,
  memberStatus: (status) => `You cannot use the LINE link yet (status: ${status}).`,
  memberHelp: 'Send "help" to see what you can tell this bot.',
  memberHelpSlash: 'Send "/help" to see what you can tell this bot.',
  admin: (company) =>
    `This bot manages the LINE link of ${company}. Send it commands to change settings or to see how things stand.`,
  commandsHere:
    'Commands that manage the LINE link are taken here, too, when they begin with "/", such as "/status".',
  roles: (roles) => `Your roles: ${roles}`,
  noRole:
    'You have no role in managing the link. If you need one, please ask your administrator. To talk with LINE users, use the other bot (the LINE link bot).',
  numbers: (members, rooms) => `Link members (available): ${members}, open talks: ${rooms}`,
  adminHelp: 'Send "help" to see the commands you may use.',
  buttonInvite: 'Show invite link',
  buttonList: 'Show LINE users',
  buttonHelp: 'Show help',
  buttonStatus: 'Show status',
  buttonLinkOn: 'Turn the link on',
  buttonMembers: 'Show link members',
  buttonCommands: 'Show commands',
};
