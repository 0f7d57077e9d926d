import type { Words } from '../ja.ts';
import { ofCompany } from './company.ts';

export const greeting: Words['greeting'] = {
  bridge: (company) =>
    `Hello. This is the LINE link bot${ofCompany(company)}. It brings messages from LINE users to LINE WORKS and sends your answers to LINE.`,
  inRooms:
    'Each LINE user has a separate talk room. Please answer there; what you write here is not sent to LINE.',
  inOneRoom: 'Messages from LINE users arrive here under their names. Please answer here, too.',
  linkOn: 'The LINE link is on.',
  linkOff:
    'The LINE link is off at the moment: nothing is sent to LINE users or received from them.',
  linkOffAdmin: 'The LINE link is off at the moment. Send "link on" first.',
  notLinked:
    'You are not a link member yet. To use the LINE link, an administrator has to add you as one.',
  talkId: (talkId) => `Your Talk ID: ${talkId} (send "invite" to see your invite link and QR code)`,
  memberStatus: (status) => `You cannot use the LINE link yet (status: ${status}).`,
  memberHelp: 'Send "help" to see what this bot can do.',
  memberHelpSlash: 'Send "/help" to see what this bot can do.',
  admin: (company) =>
    `Hello. This bot manages the LINE link${ofCompany(company)}. Send it commands to change settings or check the status.`,
  commandsHere:
    'You can also send commands that manage the LINE link here. They begin with "/", for example "/status".',
  roles: (roles) => `Your roles: ${roles}`,
  noRole:
    'You do not have a role that lets you manage the link. If you need one, please ask your administrator. To talk with LINE users, use the other bot (the LINE link bot).',
  numbers: (members, rooms) => `Link members (available): ${members}, open talks: ${rooms}`,
  adminHelp: 'Send "help" to see the commands you can use.',
  buttonInvite: 'Invite link',
  buttonList: 'List',
  buttonHelp: 'help',
  buttonStatus: 'status',
  buttonLinkOn: 'link on',
  buttonMemberAdd: 'member add',
  buttonMembers: 'member list',
  buttonAudit: 'audit search',
  buttonCommands: 'commands',
};
