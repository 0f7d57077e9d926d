import { NOTICE_HEAD } from '../../domain/text/notice-head.ts';
import type { Words } from '../ja.ts';
import { ofCompany } from './company.ts';
import { FAREWELL } from './farewell.ts';
import { forwardable } from './forwardable.ts';
import { plural } from './plural.ts';

export const line: Words['line'] = {
  linkOff:
    'We are sorry, but nobody can answer you here at the moment. Please get in touch another way, for example by phone.',
  greeting: (member, company, answers) =>
    `This is ${member}${ofCompany(company)}. Thank you for getting in touch. ${answers} will answer what you write here. ${company === '' ? 'We keep' : `${company} keeps`} a record of this chat.`,
  addFriend: (url) => `To be sure to receive our answers, please add us as a friend:\n${url}`,
  howToReach: (company) =>
    `This is the official account${ofCompany(company)}. To talk with someone, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID. Your message has not reached anyone yet.`,
  unnamedUser: (company) =>
    `This is the official account${ofCompany(company)}. Your LINE app does not tell us who is writing, so your message has not reached anyone. To talk with someone, use LINE on a phone: open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.`,
  welcome: (company) =>
    `Thank you for adding the official account${ofCompany(company)}. To talk with someone, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.`,
  unknownTalkId:
    'There is nobody with that Talk ID. Please check it with the person you want to reach. Your message has not reached anyone.',
  tooManyRooms:
    'There have been too many attempts to start a talk in a short time, so no new talk can be started right now. Please try again in about an hour. Your message has not reached anyone.',
  blank:
    'There was nothing to see in your message, so it has not reached anyone. Please send it again as text.',
  switched: (member) => `Your messages now go to ${member}.`,
  question: (choices) =>
    `Who is this message for? Press a button, or answer with the number or the name. Your message is kept until you answer.\n${choices}`,
  questionOne: (ended, member, number) =>
    `${ended === null ? '' : `Your chat with ${ended} has ended. `}Should your waiting messages go to ${member}? If so, press the button or send "${number}". They are kept until you answer.`,
  deliver: (member) => `Send to ${member}`,
  answered: (member, count) =>
    `${plural(count, 'waiting message is', 'waiting messages are')} on the way to ${member}.`,
  heldExpired: (count) =>
    `You did not say who it was for, so ${plural(count, 'message', 'messages')} did not reach anyone. Please send again if needed.`,
  questionOver:
    'It is too late to answer this question. The waiting messages did not reach anyone. Please send them again if needed.',
  members: (choices) =>
    `These are the people you talk with. Press a button to choose who receives your messages from here on.\n${choices}`,
  currentMember: (name) => `${name} (current)`,
  noMembers: (company) =>
    `You are not talking with anyone at the moment. To talk with someone${company === '' ? '' : ` at ${company}`}, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.`,
  leaveWhich: (choices) => `Which chat do you want to end?\n${choices}`,
  leaveAsk: (member, held) =>
    `Do you want to end the chat with ${member}?${held > 0 ? ` ${plural(held, 'message waiting', 'messages waiting')} for your answer will not reach anyone.` : ''}\nTo end it, press the button or send "End chat".`,
  leaveButton: 'End chat',
  leaveKept: (member) => `Your chat with ${member} continues.`,
  talkAgain: {
    byTalkId: 'To talk again, open the invite link or send the Talk ID.',
    byWriting: 'To talk again, send a message here.',
  },
  left: (member, again) => `Your chat with ${member} has ended. Thank you. ${again}`,
  closedByMember: (member, again) =>
    `${member} has ended this chat. Thank you for contacting us. ${again}`,
  blockedByMember: (member) =>
    `Your chat with ${member} has ended. Thank you for contacting us. Messages you send here will not reach ${member}.`,
  alreadyLeft: 'That chat has already ended.',
  help: (company) =>
    `This is the official account${ofCompany(company)}.\n- To add someone: open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.\n- "members": see whom you talk with, and switch between them\n- "leave": end a chat\n- "help": this text`,
  newHolder: (talkId, member) =>
    `The Talk ID "${talkId}" now belongs to ${member}; it used to belong to someone else. Do you want to talk with ${member}?`,
  newHolderButton: (member) => `Talk with ${member}`,
  sendAgain: 'Your message has not reached anyone yet.',
  withdrawnName: 'Withdrawn user',
  withdrawn: (member) => `Your chat with ${member} has ended. Messages sent here no longer arrive.`,
  closedByAdmin: (member, again) => `Your chat with ${member} has ended. ${again}`,
  handedOver: (from, to) =>
    `${to} has taken over from ${from}. From here on ${to} will answer your messages.`,
  unheard: (count) => `${count} of your messages did not reach them.`,
  maybeUnheard: 'The last message you sent may not have reached them.',
  otherWays: 'If it is urgent, please get in touch another way.',
  earlierNotice: (at, text) => `[Notice of ${at}]\n${text}`,
  notProcessed:
    'We are sorry: because of a system error your message has not reached anyone. Please send it again.',
  pressNotProcessed:
    'We are sorry: because of a system error the button did not work. Please try again.',
  notDelivered: (member) =>
    `One of your messages to ${member} was not delivered. Please send it again.`,
  maybeNotDelivered: (member) =>
    `One of your messages to ${member} may not have been delivered. If you get no answer, please send it again.`,
  fileComing: (member, files) =>
    `${member} has sent something that is still being prepared (${files}). It will follow as soon as it is ready.`,
  lateFile: (member, at, kind) => `This is what ${member} sent at ${at} (${kind}).`,
  fileNotComing: (member, at, kind) =>
    `What ${member} sent at ${at} (${kind}) could not be delivered.`,
  absent: (member) =>
    `${member} is not able to answer at the moment. Your messages are kept. If it is urgent, please get in touch another way.`,
  unreachable: (member) =>
    `${member} cannot receive messages at the moment. Your message is kept, but it has not reached them. If it is urgent, please get in touch another way.`,
};

export const room: Words['room'] = {
  noticeHead: `${NOTICE_HEAD.en} `,
  noticeGoesOn: `${NOTICE_HEAD.en} (continued)\n`,
  opened: (user) =>
    `This is your talk room with "${user}" on LINE. What you write here is sent to "${user}". Send "/help" to see what else you can do.`,
  openedDirect: (user) =>
    `Your talk with "${user}" on LINE has begun. Their messages arrive here under their name, like this one. Send "/help" to see what else you can do.`,
  unnamed: 'LINE user',
  renamed: (before, now) => `"${before}" is now called "${now}" on LINE.`,
  nameKnown: (now) => `The name of this LINE user is "${now}".`,
  titleStays: 'The title of this talk room stays as it is.',
  followed: (user) => `"${user}" added the account as a friend (or unblocked it).`,
  blocked: (user) =>
    `"${user}" blocked the account. Messages will not arrive until it is unblocked.`,
  refusedBlocked: (user) => `"${user}" has blocked the account, so this message was not sent.`,
  refusedClosed: (user) => `Your talk with "${user}" has ended. This message was not sent.`,
  refusedLeft: (user, hasRoom) =>
    `You can no longer write to "${user}" from that talk room, so this message was not sent. ${hasRoom ? 'Please write in the current talk room.' : 'A new talk room is created when the LINE user next writes.'}`,
  refusedLeftDirect: (user) =>
    `You can no longer write to "${user}" from that talk room, so this message was not sent. Please write in your 1:1 talk with the bot.`,
  botOut: (user) =>
    `The bot is no longer in your talk room with "${user}". What you write there is not sent to LINE. A new talk room is created when the LINE user next writes; to write before that, press the button.`,
  memberOut: (user) =>
    `You have left your talk room with "${user}". A new one is created when the LINE user next writes; to write before that, press the button.`,
  colleague: (name) => name,
  guestsJoined: (guests, owner) =>
    `${guests} joined this talk room. Only ${owner} can send to LINE from here. What others write is not sent to LINE.`,
  guestsWarning: (guests, user) =>
    `${guests} joined your talk room with "${user}" and can now read what is said there. What they write is not sent to LINE.`,
  stickerInWords: (text) => `LINE cannot send this sticker, so it was sent as the text "${text}".`,
  refusedLinkOff: 'The LINE link is off, so this message was not sent.',
  refusedColleague: (owner) =>
    `Only ${owner} can send from this talk room. This message was not sent.`,
  colleagueWrote: (colleague) =>
    `${colleague} wrote in this talk room; nothing was sent to LINE. ${colleague} can also read what is said with the LINE user here.`,
  refusedBlank: 'This message contains nothing visible, so it was not sent.',
  kindNotRelayed: (kind) =>
    `${kind}: this kind of message cannot be sent to LINE. It was not sent. Please send it in another form.`,
  stale: 'This message reached us too late and was not sent. Please send it again.',
  notProcessed:
    'Because of a system error this message could not be processed. It has not reached the LINE user. Please send it again. If this continues, tell an administrator.',
  notDone:
    'Because of a system error this could not be processed. Nothing has been changed. Please try again. If this continues, tell an administrator.',
  notDelivered: (why) => `This message was not delivered. ${why}`,
  maybeNotDelivered:
    'This message may not have been delivered. Wait for an answer before you send it again.',
  quota:
    "This month's LINE message quota is used up. When the LINE user writes next, answers can go out as free replies.",
  refusedByPlatform: 'LINE did not accept it.',
  ourFault: 'It could not be sent because of a system error. Please send it again later.',
  gaveUp: 'LINE could not be reached after several tries. Please send it again later.',
  fileComing: (user, files) =>
    `What "${user}" sent is being received (${files}). It will be shown here as soon as it is there.`,
  lateFile: (user, at, kind) => `This is what "${user}" sent at ${at} (${kind}).`,
  fileNotComing: (user, at, kind) => `What "${user}" sent at ${at} (${kind}) did not arrive here.`,
  unsent: (user, at) => `"${user}" withdrew the message sent at ${at}.`,
  goodbyeLinkOff: `The LINE link was switched off, so this talk has ended. ${FAREWELL}`,
  goodbyeRemoved: `You are no longer a link member, so this talk has ended. ${FAREWELL}`,
  goodbyeByAdmin: `An administrator has ended this talk. ${FAREWELL}`,
  byAdminNotice: 'An administrator ended it.',
  goodbyeHandedOver: (to, unsent) =>
    `This talk was handed over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''} ${FAREWELL}`,
  handedOverNotice: (to, unsent) =>
    `It was handed over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''}`,
  handedAway: (to, rooms, unsent) =>
    `An administrator has handed ${rooms} of your talks with LINE users over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''}`,
  handingAway: (to, rooms) =>
    `An administrator is handing ${rooms} of your talks with LINE users over to ${to}, one after another.`,
  handedAwayInPart: (to, moved, left) =>
    `The handover to ${to} was only partly completed: ${plural(moved, 'talk', 'talks')} handed over, ${left} not.`,
  answerNotSent: (user, to) =>
    `One of your answers to "${user}" was not sent, because the talk was handed over to ${to}.`,
  answersLost: (user, count) =>
    `${count} of your answers to "${user}" ${count === 1 ? 'was' : 'were'} not sent, because the talk has ended.`,
  answerMaybeNotSent: (user) => `Your last answer to "${user}" may not have arrived.`,
  takenOver: (from, rooms) =>
    `At an administrator's request you have taken over ${plural(rooms, 'talk', 'talks')} with LINE users from ${from}. The last messages of each follow.`,
  takingOver: (from, rooms) =>
    `At an administrator's request you are taking over ${plural(rooms, 'talk', 'talks')} with LINE users from ${from}, one after another. The last messages of each follow.`,
  takenOverInPart: (from, moved, left) =>
    `The handover from ${from} was only partly completed: ${plural(moved, 'talk', 'talks')} handed over, ${left} not.`,
  transcript: (from) => `A talk taken over from ${from}. The last messages were:`,
  transcriptEmpty: (from) => `A talk taken over from ${from}. Nothing has been said in it yet.`,
  transcriptErased: '(withdrawn)',
  transcriptUndelivered: '(not delivered)',
  transcriptUncertain: '(may not have been delivered)',
  hint: 'Each LINE user has a separate talk room. Please write there. This message was not sent to anyone.',
  noRooms:
    'No LINE user is talking with you yet. Give someone your invite link or Talk ID, and their messages will come here. This message was not sent to anyone.',
  notLinked: 'You are not a link member. Please ask your administrator.',
  question: (choices) =>
    `Who is this message for? Press a button, or answer with the number or the name you gave with /name. Nothing is sent until you answer.\n${choices}`,
  questionOne: (ended, user, number) =>
    `${ended === null ? '' : `Your talk with "${ended}" has ended. `}Should your waiting messages go to "${user}"? If so, press the button or send "${number}". Nothing is sent until you answer.`,
  deliver: (user) => `Send to ${user}`,
  answered: (user, count) =>
    `${plural(count, 'waiting message is', 'waiting messages are')} on the way to ${user}.`,
  answeredNothing: (user) => `What you write from here on goes to ${user}.`,
  heldExpired: (count) =>
    `You did not say who it was for, so ${plural(count, 'message was', 'messages were')} not sent. Please send again if needed.`,
  questionOver:
    'It is too late to answer this question. The waiting messages were not sent. Please send them again if needed.',
  available: (talkId, link, invitation) =>
    `You can now use the LINE link.\nTalk ID: ${talkId}\n${link ? `Invite link: ${link}\n` : ''}Give your Talk ID or invite link to someone on LINE. A talk room is created when they send it.${forwardable(invitation)}`,
  talkIdChanged: (talkId, link) =>
    `Your account changed, so your Talk ID is now "${talkId}". The old Talk ID and invite link no longer work.${link ? `\nNew invite link: ${link}` : ''}\nYour existing talks continue as before.`,
  talkIdStopped: (reason) =>
    `Your account or name changed, so your Talk ID no longer works (${reason}). Your existing talks continue. Please ask your administrator.`,
  removed: 'You were removed from the LINE link. All talks with LINE users have ended.',
  linkTurnedOff:
    'The LINE link was switched off. Your Talk ID no longer works, and all talks with LINE users have ended.',
  goodbyeLeft: (user) => `"${user}" has ended this talk. ${FAREWELL}`,
  leftNotice: 'The LINE user ended it.',
  accountGiven: (account, link) =>
    `You now have your own LINE Official Account: "${account}".${link ? `\nNew invite link: ${link}` : ''}`,
  accountTaken: (account, link) =>
    `You no longer have your own LINE Official Account "${account}". Open talks on it continue.${link ? `\nNew invite link: ${link}` : ''}`,
  closedNotice: (user, why) => `Your talk with "${user}" has ended. ${why}`,
  quoted: (text) => `> ${text}`,
};
