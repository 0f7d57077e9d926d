import type { Words } from '../ja.ts';
import { ofCompany } from './company.ts';
import { FAREWELL } from './farewell.ts';
import { forwardable } from './forwardable.ts';

export const own: Words['own'] = {
  help: `Messages that begin with "/" are instructions to the bot and are not sent to LINE.\n- /invite: your Talk ID, invite link and QR code\n- /list: the people you are talking with and the people you have blocked\n- /name <name>: your own name for the LINE user ("/name" alone restores the one on LINE)\n- /block: block the LINE user and end the talk\n- /unblock <name>: unblock a LINE user\n- /close: end the talk\n- /lang <ja|en>: change the language of the bot's answers ("/lang" alone shows it)\n- /help: this list\nTo send the LINE user a message that begins with "/", begin it with "//" (the first "/" is removed).`,
  slashOptional: 'In your 1:1 talk with the bot you can leave out the "/".',
  unknown: (said) =>
    `A message that begins with "/" is an instruction to the bot, so "${said}" was not sent. "/help" shows what there is. To send this text to the LINE user as it is, begin it with two slashes.`,
  noSuchWord: (said) => `There is no word "${said}". "/help" shows what there is.`,
  sentOneToOne: 'It has been sent to your 1:1 talk with the bot.',
  nobody: 'You are not talking with anyone.',
  invite: (talkId, link, invitation) =>
    `Your Talk ID: ${talkId}\n${link ? `Invite link: ${link}\n` : ''}Give the Talk ID or the link to people on LINE. When they send it, a talk room is created.${forwardable(invitation)}`,
  invitation: (name, company, link) =>
    `This is ${name}${ofCompany(company)}. You can now reach me on LINE, too. Please open the link below and send the text that appears, just as it is.\n${link}`,
  inviteNotAvailable: (status) => `You cannot invite yet (status: ${status}).`,
  listTitle: (count) => `Talking with: ${count}`,
  alias: (own, shown) => `${own} (on LINE: ${shown})`,
  blockedTitle: (count) => `Blocked: ${count}`,
  unblockHint: 'To unblock someone, send "/unblock <name>".',
  which: {
    name: (choices) => `Whose name do you want to change?\n${choices}`,
    block: (choices) => `Who do you want to block? The talk will end.\n${choices}`,
    close: (choices) => `Which talk do you want to end?\n${choices}`,
  },
  named: (shown, own) => `"${shown}" is now called "${own}". Only you see this name.`,
  nameCleared: (shown) => `The name is back to the one on LINE: "${shown}".`,
  nameHow: (shown) =>
    `The name is "${shown}". To give a name of your own, send, for example, "/name Yamada of Sasaki & Co."`,
  nameUnchanged: (own) => `The name is already "${own}".`,
  nameUnusable: 'This name cannot be used. It needs at least one visible character.',
  closeAsk: (user, leaves) =>
    `End the talk with "${user}"? The LINE user will be told${leaves ? ', and the bot leaves the talk room' : ''}.`,
  close: 'End the talk',
  blockAsk: (user, leaves) =>
    `Block "${user}"? The talk will end. Until you unblock them, no talk with "${user}" can start.${leaves ? ' The bot leaves the talk room.' : ''}`,
  block: 'Block',
  kept: 'Cancelled. The talk continues.',
  notHere:
    'This button does not work here. Please press it in the talk room where it was shown. Nothing has been changed.',
  oldButton: 'This button no longer works. This message was not sent. Please send "/close" again.',
  gone: 'That talk has already ended.',
  newRoom: 'Create a talk room',
  newRoomComing: (user) => `A new talk room with "${user}" is being created.`,
  newRoomThere: (user) => `There is already a talk room with "${user}". Please write there.`,
  goodbyeClosed: `You have ended this talk. ${FAREWELL}`,
  goodbyeBlocked: (user) =>
    `You have blocked "${user}" and ended this talk. ${FAREWELL} To unblock, send "/unblock ${user}" in your 1:1 talk with the bot.`,
  closedNotice: (user) => `You have ended the talk with "${user}".`,
  blockedNotice: (user) =>
    `You have blocked "${user}", and the talk has ended. To unblock, send "/unblock ${user}".`,
  blockedGone: (user) =>
    `You have blocked "${user}". The talk had already ended. To unblock, send "/unblock ${user}".`,
  blockedAlready: (user) =>
    `You have already blocked "${user}". To unblock, send "/unblock ${user}".`,
  unblocked: (user) =>
    `"${user}" is no longer blocked. You can talk again when they send the invite link or the Talk ID.`,
  unblockWhich: (choices) => `Whom do you want to unblock?\n${choices}`,
  unblockUnknown: (who) => `You have not blocked anyone called "${who}".`,
  unblockNobody: 'You have not blocked anyone.',
};
