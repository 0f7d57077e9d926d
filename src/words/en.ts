import type { Words } from './ja.ts';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Every word a person reads, in English. */
export const en: Words = {
  line: {
    linkOff: 'Nobody can answer you here at the moment. Please get in touch another way.',
    greeting: (member, company) =>
      `This is ${member}. Thank you for getting in touch. What you write here reaches ${member}. ${company} keeps a record of this chat.`,
    addFriend: (url) => `To be sure to receive our answers, please add us as a friend:\n${url}`,
    howToReach: (company) =>
      `This is the official account of ${company}. To talk with someone, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID. Your message has not reached anyone yet.`,
    welcome: (company) =>
      `Thank you for adding the official account of ${company}. To talk with someone, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.`,
    unknownTalkId:
      'There is nobody with that Talk ID. Please check it with the person you want to reach. Your message has not reached anyone.',
    tooManyRooms:
      'You have added many people in a short time, so nobody can be added right now. Please try again in an hour.',
    switched: (member) => `What you write from here on reaches ${member}.`,
    question: (choices) =>
      `Who is this message for? Press a button, or answer with the number or the name. Your message waits until you answer.\n${choices}`,
    questionShort: 'Who is this message for?',
    heldExpired: (count) =>
      `You did not say who it was for, so ${plural(count, 'message', 'messages')} of yours reached nobody. Please send again if still needed.`,
    members: (choices) =>
      `These are the people you talk with. Press a button, and what you write from here on reaches that person.\n${choices}`,
    currentMember: (name) => `${name} (current)`,
    noMembers: (company) =>
      `You are not talking with anyone at the moment. To talk with someone at ${company}, open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.`,
    leaveWhich: (choices) => `Which chat do you want to end?\n${choices}`,
    left: (member) =>
      `Your chat with ${member} has ended. Thank you. To talk again, open the invite link or send the Talk ID.`,
    closedByMember: (member) =>
      `${member} has ended this talk. Thank you for writing. To talk again, open the invite link or send the Talk ID.`,
    blockedByMember: (member) =>
      `Your talk with ${member} has ended. Thank you for writing. What you send here does not reach ${member}.`,
    alreadyLeft: 'That chat has ended already.',
    help: (company) =>
      `This is the official account of ${company}.\n- To add someone: open the invite link they gave you, or send "Talk ID: " followed by their Talk ID.\n- "members": whom you talk with, and switching between them\n- "leave": end a chat\n- "help": this text`,
    newHolder: (talkId, member) =>
      `The Talk ID "${talkId}" now belongs to ${member}; it used to be someone else's. Do you want to talk with ${member}?`,
    newHolderButton: (member) => `Talk with ${member}`,
    sendAgain: 'Your message has not reached anyone yet.',
    withdrawnName: 'Withdrawn user',
    withdrawn: (member) =>
      `Your chat with ${member} has ended. Messages sent here no longer arrive.`,
    closedByAdmin: (member) =>
      `Your talk with ${member} has ended. To talk again, open the invite link or send the Talk ID.`,
    handedOver: (from, to) =>
      `${to} has taken over from ${from}. From here on ${to} answers your messages.`,
    notDelivered: 'Your last message could not be delivered. Please send it again.',
    maybeNotDelivered:
      'Your last message may not have been delivered. If you get no answer, please send it again.',
    absent: (member) =>
      `${member} cannot answer at the moment. Your messages are kept. If it is urgent, please get in touch another way.`,
    unreachable: (member) =>
      `${member} cannot receive messages at the moment. Your message is kept, but it has not reached them. If it is urgent, please get in touch another way.`,
  },
  room: {
    opened: (user) =>
      `This is your talk room with "${user}" on LINE. What you write here is sent to "${user}".`,
    openedDirect: (user) =>
      `"${user}" on LINE has added you. Messages from "${user}" arrive here, headed with the name like this.`,
    unnamed: 'LINE user',
    followed: (user) => `"${user}" added the account as a friend (or unblocked it).`,
    blocked: (user) =>
      `"${user}" blocked the account. Messages will not arrive until it is unblocked.`,
    refusedBlocked: (user) => `"${user}" has blocked the account, so this message was not sent.`,
    refusedClosed: 'This talk has ended. This message was not sent.',
    refusedLinkOff: 'The LINE link is off, so this message was not sent.',
    refusedColleague: (owner) =>
      `Only ${owner} can send from this talk room. This message was not sent.`,
    colleagueWrote: (colleague) =>
      `${colleague} wrote in this talk room; nothing was sent to LINE. ${colleague} can also read what is said with the LINE user here.`,
    kindNotRelayed: (kind) =>
      `${kind}: this kind cannot be sent to LINE. This message was not sent. Please send it in another form.`,
    stale: 'This message reached us too late and was not sent. Please send it again.',
    notDelivered: (why) => `This message was not delivered. ${why}`,
    maybeNotDelivered:
      'This message may not have been delivered. Wait for an answer before you send it again.',
    quota:
      "This month's LINE message quota is used up. When the LINE user writes next, answers can go out as free replies.",
    refusedByPlatform: 'LINE did not accept it.',
    gaveUp: 'LINE could not be reached after several tries. Please send it again later.',
    unsent: (user) => `"${user}" withdrew a message.`,
    goodbyeLinkOff: 'The LINE link was switched off, so this talk has ended. The bot leaves now.',
    goodbyeRemoved: 'You are no longer a link member, so this talk has ended. The bot leaves now.',
    goodbyeByAdmin: 'An administrator has ended this talk. The bot leaves now.',
    byAdminNotice: 'An administrator ended it.',
    goodbyeHandedOver: (to, unsent) =>
      `This talk was handed over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''} The bot leaves now.`,
    handedOverNotice: (to, unsent) =>
      `It was handed over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''}`,
    handedAway: (to, rooms, unsent) =>
      `An administrator has handed ${plural(rooms, 'talk', 'talks')} of yours with LINE users over to ${to}.${unsent > 0 ? ` ${plural(unsent, 'unsent answer was', 'unsent answers were')} not sent.` : ''}`,
    answerNotSent: (user, to) =>
      `An answer of yours to "${user}" was not sent, as the talk was handed over to ${to}.`,
    answerMaybeNotSent: (user) => `Your last answer to "${user}" may not have arrived.`,
    takenOver: (from, rooms) =>
      `By order of an administrator you have taken over ${plural(rooms, 'talk', 'talks')} with LINE users from ${from}. Each room begins with the last messages.`,
    transcript: (from) => `A talk taken over from ${from}. The last messages were:`,
    transcriptEmpty: (from) => `A talk taken over from ${from}. Nothing has been said in it yet.`,
    transcriptErased: '(withdrawn)',
    transcriptUndelivered: '(not delivered)',
    transcriptUncertain: '(may not have been delivered)',
    hint: 'Each LINE user has a talk room of their own. Please write there. This message was not sent to anyone.',
    noRooms:
      'No LINE user talks with you yet. Give someone your invite link or Talk ID, and their messages will come here. This message was not sent to anyone.',
    notLinked: 'You are not a member of the LINE link. Please ask your administrator.',
    question: (choices) =>
      `Who is this message for? Press a button, or answer with the number or the name. Nothing is sent until you answer.\n${choices}`,
    heldExpired: (count) =>
      `You did not say who it was for, so ${plural(count, 'message was', 'messages were')} not sent. Please send again if still needed.`,
    sentTo: (user) => `Sent to "${user}".`,
    available: (talkId, link) =>
      `You can now use the LINE link.\nTalk ID: ${talkId}\n${link ? `Invite link: ${link}\n` : ''}Give your Talk ID or invite link to someone on LINE. A talk room appears when they send it.`,
    talkIdChanged: (talkId, link) =>
      `Your account changed, so your Talk ID is now "${talkId}". The old Talk ID and invite link no longer work.${link ? `\nNew invite link: ${link}` : ''}\nTalks you already have go on as before.`,
    talkIdStopped: (reason) =>
      `Your account or name changed, so your Talk ID no longer works (${reason}). Talks you already have go on. Please ask your administrator.`,
    removed: 'You were removed from the LINE link. All talks with LINE users have ended.',
    linkTurnedOff:
      'The LINE link was switched off. Your Talk ID no longer works, and all talks with LINE users have ended.',
    goodbyeLeft: (user) => `"${user}" has ended this talk. The bot leaves now.`,
    leftNotice: 'The LINE user ended it.',
    accountGiven: (account, link) =>
      `The LINE Official Account "${account}" is now your own.${link ? `\nNew invite link: ${link}` : ''}`,
    accountTaken: (account, link) =>
      `The LINE Official Account "${account}" is no longer your own. Open talks on it go on.${link ? `\nNew invite link: ${link}` : ''}`,
    closedNotice: (user, why) => `Your talk with "${user}" has ended. ${why}`,
    quoted: (text) => `> ${text}`,
  },
  media: {
    toLineUser: {
      denied: (kind) => `We do not accept this kind of message (${kind}) here.`,
      'blocked-extension': (kind) => `We do not accept this type (${kind}) here.`,
      'too-large': (kind) =>
        `What you sent (${kind}) is too large and has not reached your contact. Please send a smaller one.`,
      external: (kind) =>
        `What you sent (${kind}) is kept outside LINE and has not reached your contact. Please send it directly from the chat.`,
      gone: (kind) =>
        `What you sent (${kind}) was no longer available from LINE and has not reached your contact. Please send it again.`,
      failed: (kind) =>
        `What you sent (${kind}) could not be passed on and has not reached your contact. Please send it again, or write it.`,
      'no-room': (kind) =>
        `We cannot take this (${kind}) right now, and it has not reached your contact. Please write instead.`,
    },
    toMember: {
      denied: (kind) => `By the administrator's settings this was not sent (${kind}).`,
      'blocked-extension': (kind) => `By the administrator's settings this was not sent (${kind}).`,
      'too-large': (kind) => `This is too large and was not sent (${kind}).`,
      external: (kind) => `This could not be fetched and was not sent (${kind}).`,
      gone: (kind) =>
        `This was no longer available from LINE WORKS and was not sent (${kind}). Please send it again.`,
      failed: (kind) =>
        `This could not be fetched and was not sent (${kind}). Please send it again.`,
      'no-room': (kind) =>
        `There is not enough space to keep this, so it was not sent (${kind}). Please tell an administrator.`,
    },
    notShown: (user, kind, why) =>
      `${user} sent something that cannot be shown here (${kind}). ${why} ${user} has been told that it did not arrive.`,
    why: {
      denied: "The administrator's settings do not allow it.",
      'blocked-extension': "The administrator's settings do not allow this extension.",
      'too-large': 'It is over the size limit.',
      external: 'It is kept outside LINE and was not fetched.',
      gone: 'It was no longer available from LINE.',
      failed: 'It could not be passed on.',
      'no-room': 'There is not enough space to keep it. Please tell an administrator.',
    },
  },
  kinds: {
    names: {
      text: 'Text',
      sticker: 'Sticker',
      location: 'Location',
      image: 'Image',
      video: 'Video',
      audio: 'Audio',
      file: 'File',
      unknown: 'Message',
    },
    sticker: (words) => (words ? `[Sticker] ${words}` : '[Sticker]'),
    seeSticker: 'See the sticker',
    location: (title, url) => `[Location] ${title}\n${url}`,
    locationTitle: 'Location',
    media: (kind, name) => (name ? `[${kind}] ${name}` : `[${kind}]`),
    fileLink: (name, size, url) => `${name} (${size})\n${url}`,
    fileCard: (name, size) => `${name}\n${size}`,
    openFile: 'Open the file',
    unknown: '[A message of a kind that cannot be shown]',
  },
  own: {
    help: 'Words that begin with "/" are for the bot and are not sent to LINE.\n・/invite: your Talk ID, invite link and QR code\n・/list: whom you talk with, and whom you have blocked\n・/name <name>: a name of your own for the LINE user ("/name" alone takes it back)\n・/block: block the LINE user and end the talk\n・/unblock <name>: take the block back\n・/close: end the talk\n・/help: this text\nTo send a text that begins with "/" to the LINE user, begin it with "//" (one of them is taken off).',
    slashOptional: 'In the 1:1 room with the bot the "/" may be left out.',
    unknown: (said) =>
      `A text that begins with "/" is a command to the bot, so "${said}" was not sent. "/help" shows the commands. To send this text to the LINE user as it is, begin it with two slashes.`,
    sentOneToOne: 'It has been sent to your 1:1 room with the bot.',
    nobody: 'You are not talking with anybody.',
    invite: (talkId, link) =>
      `Your Talk ID: ${talkId}\n${link ? `Invite link: ${link}\n` : ''}Give the Talk ID or the link to people on LINE. When they send it, a talk room is made.`,
    inviteNotAvailable: (status) => `You cannot invite yet (status: ${status}).`,
    listTitle: (count) => `Talking with: ${count}`,
    alias: (own, shown) => `${own} (on LINE: ${shown})`,
    blockedTitle: (count) => `Blocked: ${count}`,
    unblockHint: '"/unblock <name>" takes a block back.',
    which: {
      name: (choices) => `Whose name do you want to change?\n${choices}`,
      block: (choices) => `Whom do you want to block? The talk will end.\n${choices}`,
      close: (choices) => `Which talk do you want to end?\n${choices}`,
    },
    named: (shown, own) => `"${shown}" is now called "${own}". Only you see this name.`,
    nameCleared: (shown) => `The name is again the one on LINE: "${shown}".`,
    nameUnchanged: (own) => `The name is "${own}" already.`,
    nameUnusable: 'This name cannot be used. It needs letters that can be seen.',
    closeAsk: (user) =>
      `End the talk with "${user}"? The LINE user will be told, and the bot leaves this room.`,
    close: 'End the talk',
    kept: 'The talk goes on.',
    gone: 'That talk has ended already.',
    goodbyeClosed: 'You have ended this talk. The bot leaves.',
    closedNotice: (user) => `You have ended the talk with "${user}".`,
    blockedNotice: (user) =>
      `You have blocked "${user}", and the talk has ended. To take it back, send "/unblock ${user}".`,
    unblocked: (user) =>
      `"${user}" is no longer blocked. You can talk again when they send the invite link or the Talk ID.`,
    unblockWhich: (choices) => `Whom do you want to unblock?\n${choices}`,
    unblockUnknown: (who) => `You have not blocked anybody called "${who}".`,
    unblockNobody: 'You have blocked nobody.',
  },
  files: {
    title: 'File policy',
    subject: 'Files',
    incoming: 'Incoming (LINE users → members)',
    outgoing: 'Outgoing (members → LINE users)',
    allowed: 'allowed',
    denied: 'denied',
    blocked: 'Blocked extensions',
    limit: 'Size limit',
    none: 'none',
    megabytes: (size) => `${size} MB`,
    covers: 'It covers images, videos, audio and files; text, stickers and locations always pass.',
    changed: 'The file policy has been changed.',
    unchanged: 'It is so already. Nothing was changed.',
    stopped: (count) =>
      `Files that were waiting and are no longer sent: ${count}. Their senders have been told.`,
    platformBlocks: (extensions) =>
      `LINE WORKS itself also refuses these extensions by default: ${extensions}`,
    badExtension: (word) => `"${word}" cannot be read as an extension. Example: exe`,
    badLimit: (word, most) =>
      `"${word}" cannot be read as a limit. Type a number (MB) greater than 0 and at most ${most}, or "off".`,
    toLineUser: {
      denied: (kind) =>
        `We do not accept this here: ${kind}. It did not reach anybody. Please write in words instead.`,
      'blocked-extension': (kind, extension) =>
        `We do not accept ".${extension}" here (${kind}). It did not reach anybody.`,
      'too-large': (kind, limit) =>
        `It is too large and did not reach anybody: ${kind}. Please send at most ${limit}.`,
    },
    toMember: {
      denied: (kind) =>
        `The administrator does not allow this to be sent to LINE: ${kind}. It was not sent.`,
      'blocked-extension': (kind, extension) =>
        `The administrator does not allow ".${extension}" to be sent to LINE (${kind}). It was not sent.`,
      'too-large': (kind, limit) => `Too large, not sent: ${kind}. At most ${limit} can be sent.`,
    },
  },
  status: {
    available: 'available',
    pending: 'pending',
    failed: 'failed',
    retrying: 'retrying',
  },
  reasons: {
    'emoji-in-name': ['There is an emoji in the name', 'Remove the emoji from the name.'],
    'line-in-name': ['The name contains "line"', 'Remove "line" from the name.'],
    'bad-login-id': [
      'The login ID cannot be a Talk ID',
      'Change it to 2–40 characters of a–z, 0–9, ".", "_" and "-", beginning with a letter or digit, with no dot at the end or doubled.',
    ],
    'line-in-login-id': ['The login ID contains "line"', 'Change the login ID.'],
    'reserved-login-id': ['The login ID is a reserved word', 'Change the login ID.'],
    'company-name': [
      'The company name contains an emoji or "line"',
      'Correct the company name (COMPANY_NAME). Nobody can be added until then.',
    ],
    'talk-id-taken': ['Another member has the same Talk ID', 'Change the login ID of one of them.'],
    'not-found': ['LINE WORKS has no such member', 'Check the name or account.'],
    suspended: ['Suspended in LINE WORKS', 'Lift the suspension, then add the member again.'],
    'being-deleted': ['Being deleted in LINE WORKS', 'Reinstate the member, then add them again.'],
    'not-released': [
      'The bot cannot write to this member',
      'Release the bot to this member in the Developer Console and the admin screen.',
    ],
    'no-login-id': [
      'The login ID cannot be read',
      'Check that login IDs are visible in the directory.',
    ],
  },
  commands: {
    help: ['help [command]', 'Lists the commands, or tells how one is used.'],
    status: ['status', 'Sums up how the LINE link stands.'],
    'link on': ['link on', 'Switches the LINE link on.'],
    'link off': ['link off', 'Switches the LINE link off and closes every room (asks first).'],
    'member list': ['member list [available|pending|failed|retrying]', 'Lists the link members.'],
    'member add': ['member add <who…>', 'Makes people link members.'],
    'member info': ['member info <who>', 'Tells how a member stands, in detail.'],
    'member search': [
      'member search <words>',
      'Finds members by name (any language, reading), account or Talk ID.',
    ],
    'member remove': [
      'member remove <who…>',
      'Removes link members and closes their rooms (asks first).',
    ],
    'member invite': ['member invite <who>', 'Shows an invite link and a text to forward.'],
    'auto-add on': ['auto-add on', 'Makes new members link members by themselves.'],
    'auto-add off': ['auto-add off', 'Stops adding new members.'],
    'scope all': ['scope all', 'Makes everyone a link member (asks first).'],
    'scope selected': ['scope selected', 'Lets you choose the link members (asks first).'],
    'member retry': [
      'member retry <who>|all',
      'Registers failed and retrying members again at once.',
    ],
    'audit search': [
      'audit search <words> [from:DATE] [to:DATE] [member:WHO] [user:NAME] [kind:KIND]',
      'Searches the recorded messages.',
    ],
    'room list': ['room list [<who>]', 'Lists the open rooms (never what is said in them).'],
    'room close': [
      'room close <number>',
      'Ends a talk (asks for confirmation). The number stands behind # in "room list".',
    ],
    'member handover': [
      'member handover <from> <to>',
      "Hands a member's talks with LINE users over to another link member (asks for confirmation).",
    ],
    quota: ['quota', "Shows this month's LINE messages: used, limit, left."],
    'role list': ['role list', 'Shows who holds which role, and why.'],
    'role grant': [
      'role grant <who> <link-admin|auditor>',
      'Grants a role (asks first). Only an auditor grants auditor.',
    ],
    'role revoke': [
      'role revoke <who> <link-admin|auditor>',
      'Revokes a granted role (asks first). Only an auditor revokes auditor.',
    ],
    'account list': ['account list', 'Lists the LINE Official Accounts and whose they are.'],
    'account assign': [
      'account assign <basicId> <who>',
      "Makes a LINE Official Account a member's own.",
    ],
    'account release': [
      'account release <basicId>',
      'Takes a LINE Official Account from its member. Open rooms on it go on.',
    ],
    file: ['file', 'Shows the file policy.'],
    'file allow': ['file allow [in|out]', 'Allows files to be sent.'],
    'file deny': [
      'file deny [in|out]',
      'Forbids images, videos, audio and files, those that are waiting included.',
    ],
    'file block': ['file block <ext…>', 'Forbids files with these extensions.'],
    'file unblock': ['file unblock <ext…>', 'Allows these extensions again.'],
    'file limit': ['file limit <size in MB>|off', 'Sets how large a file may be.'],
    lang: ['lang ja|en', 'Changes the language of this bot’s answers.'],
    doctor: ['doctor', 'Checks settings, permissions, connections and clock, and tells each fix.'],
    cancel: ['cancel', 'Cancels what waits for your confirmation.'],
  },
  doctor: {
    allWell: 'Everything that was checked is in order.',
    faultsFound: (count) => `${plural(count, 'fault was', 'faults were')} found.`,
    roomTitle: 'Check-up (the bot leaves by itself)',
    roomMode: 'a talk room of its own for each LINE user',
    directMode: 'no separate rooms can be had, so the 1:1 room with the bot is used',
    diskFree: (megabytes) => `${megabytes} MB free`,
    checks: {
      'line-token': 'LINE Official Account',
      'line-webhook': 'LINE webhook setting',
      'line-webhook-test': 'Delivery test by LINE',
      'works-token': 'LINE WORKS sign-in',
      'works-scopes': 'LINE WORKS scopes',
      'bridge-bot': 'Bridge bot settings',
      'admin-bot': 'Admin bot settings',
      'bot-domain': 'Domain registration of the bot',
      rooms: 'Talk rooms',
      clock: 'Clock of the server',
      disk: 'Disk',
    },
    faults: {
      unauthorized: () => [
        'sign-in failed.',
        'Check the ids, secrets and keys in the environment.',
      ],
      unreachable: () => [
        'cannot be reached.',
        'Check network and proxy, then run the check again in a while.',
      ],
      refused: (detail) => [`was refused (${detail}).`, 'Check the settings and permissions.'],
      'webhook-missing': (url) => [
        'no webhook URL is set.',
        `Set it to ${url} in the LINE Developers console.`,
      ],
      'webhook-elsewhere': (url) => [
        'the webhook URL is another one.',
        `Set it to ${url} in the LINE Developers console.`,
      ],
      'webhook-off': () => [
        '"Use webhook" is off.',
        'Switch it on in the LINE Developers console.',
      ],
      'webhook-test-failed': (reason) => [
        `LINE does not reach us (${reason}).`,
        'Check PUBLIC_URL, the certificate and the reverse proxy.',
      ],
      'scopes-missing': (scopes) => [
        `scopes are missing (${scopes}).`,
        'Add them to the app in the LINE WORKS Developer Console.',
      ],
      'callback-off': (url) => [
        'the callback is off.',
        `Switch it on in the Developer Console, with the URL ${url}.`,
      ],
      'callback-elsewhere': (url) => [
        'the callback URL is another one.',
        `Set it to ${url} in the Developer Console.`,
      ],
      'events-not-ticked': (events) => [
        `some events are not ticked (${events}).`,
        "Tick them in the bot's settings in the Developer Console.",
      ],
      'group-join-off': () => [
        'rooms of several people are switched off for the bot.',
        "Allow them in the bot's settings in the Developer Console.",
      ],
      'domain-not-registered': (domain) => [
        `not registered with domain ${domain}.`,
        'Add the bot under Service > Bot on the admin screen, and release it.',
      ],
      'clock-wrong': (seconds) => [
        `about ${seconds} seconds off.`,
        'Switch on time synchronisation (NTP).',
      ],
      'disk-full': (megabytes) => [
        `little space is left (${megabytes} MB).`,
        'Free some, or move DATA_DIR to a larger disk.',
      ],
    },
  },
  admin: {
    on: 'on',
    off: 'off',
    denied: 'You are not allowed to use this command. Please ask an administrator.',
    only1to1: "Commands work only in the bot's 1:1 talk room.",
    unknown: (word) => `There is no command "${word}".`,
    didYouMean: (commands) => `Did you mean: ${commands}`,
    seeHelp: 'Type "help" for the list.',
    usage: (usage) => `Usage: ${usage}`,
    unclosedQuote: 'A quotation mark is not closed.',
    helpTitle: 'Commands',
    helpFor: (usage, aliases, does) => `${usage}\nJapanese: ${aliases}\n${does}`,
    next: 'Next',
    previous: 'Previous',
    nextByWords: (command) => `For more, send "${command}".`,
    details: 'Details',
    cancel: 'Cancel',
    confirm: 'Do it',
    cancelled: 'Cancelled.',
    nothingToCancel: 'There is nothing to cancel.',
    confirmExpired: 'This confirmation is older than five minutes. Please send the command again.',
    confirmUsed: 'This confirmation has been dealt with already.',
    confirmNotYours: 'Only the person who sent the command can confirm it.',
    working: 'Working on it. The result will appear here.',
    linkAlreadyOn: 'The LINE link is on already.',
    linkAlreadyOff: 'The LINE link is off already.',
    linkOn: (account) =>
      `The LINE link is on (LINE Official Account: ${account}).\nAdd link members with "member add <name>".`,
    linkOnFailed: (why) =>
      `The LINE link could not be switched on: no LINE Official Account could be checked.\n${why}`,
    accountFault: (account, why) => `- ${account}: ${why}`,
    faultUnauthorized: 'The channel ID, channel secret or access token is not right.',
    faultUnreachable: 'LINE cannot be reached. Please try again later.',
    worksUnauthorized: 'the client ID, client secret, service account or private key is not right.',
    worksUnreachable: 'LINE WORKS cannot be reached. This is retried by itself.',
    faultOther: (detail) => `LINE answered: ${detail}`,
    linkOffAsk: (rooms, members, waiting) =>
      `Switch the LINE link off?\n- ${plural(rooms, 'room', 'rooms')} with LINE users will be closed\n- the Talk IDs of ${plural(members, 'link member', 'link members')} will be released\n- ${plural(waiting, 'unsent message', 'unsent messages')} will not arrive\nSwitching it on again restores no room.`,
    linkOff: (rooms, members, lost) =>
      `The LINE link is off. ${plural(rooms, 'room was', 'rooms were')} closed and the Talk IDs of ${plural(members, 'link member', 'link members')} released.${lost > 0 ? ` ${plural(lost, 'unsent message', 'unsent messages')} did not arrive.` : ''}`,
    linkIsOff: 'The LINE link is off. Send "link on" first.',
    scopeIsAll: 'The scope is "all", so members cannot be added or removed one by one.',
    planIsFree:
      'On the free plan everyone is a link member, so members cannot be added or removed one by one.',
    notFound: (who) => `No member matches "${who}". Check the name, account or Talk ID.`,
    several: (who) => `Several members match "${who}". Choose one.`,
    moreMatches: (count) => `${count} more. Please type more of the name.`,
    added: (name) => `${name}: pending (being registered)`,
    alreadyAdded: (name, status) => `${name}: already a link member (${status})`,
    nowAvailable: (name, talkId) => `${name}: now available (Talk ID: ${talkId}).`,
    nowFailed: (name, reason, fix) => `${name}: failed. ${reason}. ${fix}`,
    nowWaiting: (name) =>
      `${name}: pending. Registration follows by itself when LINE WORKS activates the account.`,
    companyNameFailed: (count, reason, fix) =>
      `${plural(count, 'person', 'people')}: failed. ${reason}. ${fix}`,
    retryStarted: (name) => `${name}: registering again.`,
    retryNotNeeded: (name, status) => `${name}: no need to retry (${status}).`,
    retryAllStarted: (count) => `Registering ${plural(count, 'person', 'people')} again.`,
    retryNobody: 'No link member is failed or retrying.',
    autoAddOn: 'Auto-add is on. New members become link members by themselves.',
    autoAddOff: 'Auto-add is off.',
    autoAddAlready: (state) => `Auto-add is ${state} already.`,
    autoAddEveryone: 'The scope is "all", so new members are added whatever auto-add says.',
    planFreeFixed:
      'On the free plan everyone is a link member. Auto-add and scope cannot be changed.',
    scopeAlready: (scope) => `The scope is "${scope}" already.`,
    scopeAllAsk: (members, added, minutes, linkOn) =>
      `Set the scope to "all"?\n- ${plural(members, 'person is a link member', 'people are link members')} now\n- ${plural(added, 'more person', 'more people')} will be added ${linkOn ? `(about ${plural(minutes, 'minute', 'minutes')})` : '(when the link is switched on)'}\n- members can no longer be added or removed one by one`,
    scopeAllSet: 'The scope is now "all".',
    scopeAllLater: 'The scope is now "all". Everyone is added when the link is switched on.',
    scopeSelectedAsk: (members, waiting) =>
      `Set the scope to "selected"?\n- ${plural(members, 'link member stays', 'link members stay')}\n- ${plural(waiting, 'person', 'people')} waiting to be registered will not be added\n- new members are not added by themselves (while auto-add is off)`,
    scopeSelectedSet: (members) =>
      `The scope is now "selected". ${plural(members, 'link member stays', 'link members stay')}.`,
    massStarted: (total, minutes) =>
      `Registering ${plural(total, 'person', 'people')}. This takes about ${plural(minutes, 'minute', 'minutes')}; progress is told here.`,
    massProgress: (done, total) => `Registration: ${done} of ${total} done.`,
    massDone: (total, counts) =>
      `The registration of ${plural(total, 'person', 'people')} has ended.\n${counts}`,
    massCount: (status, count) => `- ${status}: ${count}`,
    massReason: (count, reason, fix) => `  ${count}: ${reason}. ${fix}`,
    massDropped: (count) => `- dropped: ${count}`,
    massSeeFailed: 'See who failed with "member list failed".',
    absences: (people) =>
      `These link members cannot answer their LINE users at the moment. The LINE users are told so.\n${people}`,
    absence: (name, why, rooms) => `- ${name} (${why}, ${plural(rooms, 'room', 'rooms')})`,
    absenceKinds: {
      suspended: 'suspended',
      'on-leave': 'on leave',
      unreachable: 'the bot cannot reach them',
    },
    membersGone: (people) =>
      `Removed from the link, because they have been gone from the directory for seven days:\n${people}`,
    memberGone: (name, rooms, lost) =>
      `- ${name} (${plural(rooms, 'room', 'rooms')} closed${lost > 0 ? `, ${plural(lost, 'message', 'messages')} not delivered` : ''})`,
    directoryShrunk: (known, read) =>
      `The directory suddenly became much smaller (${known} → ${plural(read, 'person', 'people')}). This may be a fault of LINE WORKS, so nothing was changed. Confirm with the button only if it is right: people who are gone are then removed from the link after seven days.`,
    directoryDoubtful:
      'The directory suddenly became much smaller, so it is not used and nothing was changed. Confirm it with the button of the other message, or wait until it is well again.',
    directoryAccept: 'It is right',
    directoryAccepted: 'The directory is confirmed and is being read again now.',
    directoryAcceptUsed: 'This has been dealt with already, or is no longer needed.',
    nowRetrying: (name) => `${name}: retrying after a network fault. This goes on by itself.`,
    notLinkMember: (name) => `${name}: not a link member.`,
    removeAsk: (names, rooms, waiting) =>
      `Remove ${names} from the link?\n- ${plural(rooms, 'room', 'rooms')} with LINE users will be closed\n- ${plural(waiting, 'unsent message', 'unsent messages')} will not arrive\n- the Talk ID stops working`,
    removed: (names, rooms, lost) =>
      `Removed ${names} from the link. ${plural(rooms, 'room was', 'rooms were')} closed.${lost > 0 ? ` ${plural(lost, 'unsent message', 'unsent messages')} did not arrive.` : ''}`,
    listEmpty: 'There are no link members.',
    listTitle: (count) => plural(count, 'link member', 'link members'),
    searchEmpty: (words) => `No member matches "${words}".`,
    searchTitle: (words, count) => `${plural(count, 'match', 'matches')} for "${words}"`,
    talkId: 'Talk ID',
    department: 'Department',
    account: 'Account',
    statusLabel: 'Status',
    reasonLabel: 'Reason',
    fixLabel: 'Fix',
    openRooms: 'Rooms',
    none: 'none',
    inviteLink: 'Invite link',
    invite: (name, talkId, link) =>
      `Invitation to ${name}\nTalk ID: ${talkId}\nInvite link: ${link}\n\nReady to forward:\nYou can talk with ${name} on LINE. Open this link and send the message.\n${link}`,
    inviteNotAvailable: (name, status) => `${name} cannot be invited yet (status: ${status}).`,
    inviteNoAccount:
      'The id of the LINE Official Account is not known yet. Please try again in a little while.',
    statusTitle: 'Status',
    statusLink: 'LINE link',
    statusScope: 'Scope',
    scopeAll: 'all',
    scopeSelected: 'selected',
    statusMembers: 'Link members',
    statusRooms: 'Open rooms',
    statusWaiting: 'Waiting deliveries',
    statusAccount: 'LINE Official Account',
    statusLastLine: 'Last event from LINE',
    statusLastWorks: 'Last event from LINE WORKS',
    statusOk: 'ok',
    statusUnchecked: 'not checked yet',
    statusWorks: 'LINE WORKS',
    statusMissingScopes: (scopes) =>
      `missing scopes: ${scopes}. Tick them for the app in the Developer Console.`,
    statusFailedEvents: (count) =>
      `${plural(count, 'event', 'events')} could not be processed (kept on record)`,
    never: 'none yet',
    language: 'Answers are now in English.',
    auditEmpty: 'No entry matches.',
    auditTitle: (count) => `Audit log: ${plural(count, 'hit', 'hits')}, newest first`,
    auditMore: 'There are more. Narrow it down by from:, to: or member:.',
    auditArrow: (from, to) => `${from} → ${to}`,
    auditErased: '(withdrawn)',
    badDate: (word) => `"${word}" is not a date. Write it like 2026-11-22.`,
    outcomes: {
      relayed: 'relayed',
      held: 'waiting for addressee',
      refused: 'not relayed',
      unaddressed: 'unaddressed',
      sent: 'sent',
      uncertain: 'uncertain',
      exhausted: 'not delivered',
      cancelled: 'cancelled',
      recorded: 'recorded only',
    },
    directoryEmpty:
      'The member directory came back empty. Nothing was changed. Check the scopes and the service account in the Developer Console.',
    directoryFailed: (why) =>
      `The member directory could not be read (${why}). Please try again later.`,
    roleNames: { 'link-admin': 'link-admin', auditor: 'auditor' },
    roleSources: {
      'admin-users': 'ADMIN_USERS in the environment',
      'super-administrator': 'LINE WORKS super-administrator',
      grant: 'granted',
    },
    roleDormant: 'suspended or not in the directory, does not count',
    grantLinkAdminAsk: (name) =>
      `Grant the role link-admin to ${name}?\n- ${name} will manage the LINE link and its members, and grant and revoke link-admin`,
    grantAuditorAsk: (name) =>
      `Grant the role auditor to ${name}?\n- ${name} will be able to read everything that was said in every room\n- ${name} will grant and revoke auditor`,
    revokeAsk: (name, role) => `Revoke the role ${role} of ${name}?`,
    roleGranted: (name, role) => `${name} now has the role ${role}.`,
    roleRevoked: (name, role) => `The role ${role} of ${name} was revoked.`,
    roleRemains: (source) => `The same role remains, however: ${source}.`,
    roleAlready: (name, role, source) =>
      `${name} has the role ${role} already (${source}). Nothing was changed.`,
    roleHasNot: (name, role) => `${name} does not have the role ${role}. Nothing was changed.`,
    roleFixed: (name, role, source) =>
      `The role ${role} of ${name} comes from elsewhere (${source}) and cannot be revoked by command.`,
    roleLast: (name) =>
      `${name} is the last link-admin, so the role cannot be revoked. Grant it to somebody else first.`,
    roleNotYours: (role) => `Only someone with the role ${role} can grant or revoke ${role}.`,
    roleGiven: (role, by) => `${by} granted you the role ${role}.`,
    roleTaken: (role, by) => `${by} revoked your role ${role}.`,
    roomListEmpty: 'There are no open rooms.',
    roomListTitle: (count) => plural(count, 'open room', 'open rooms'),
    roomSince: (at) => `since ${at}`,
    roomLastSpoke: {
      'line-user': 'LINE user spoke last',
      member: 'member spoke last',
      nobody: 'nobody has spoken',
    },
    statusQuota: (numbers, at) => `messages this month: ${numbers} (as of ${at})`,
    roomUnknown: (id) => `There is no open room "${id}". Look its number up with "room list".`,
    roomCloseAsk: (user, member, waiting) =>
      `Close the talk of "${user}" and ${member}?\n- ${plural(waiting, 'unsent message', 'unsent messages')} will not arrive\n- both will be told`,
    roomClosed: (user, member, lost) =>
      `The talk of "${user}" and ${member} is closed.${lost > 0 ? ` ${plural(lost, 'unsent message', 'unsent messages')} did not arrive.` : ''}`,
    closingStarted: (rooms) =>
      `LINE users and members of ${plural(rooms, 'closed room', 'closed rooms')} are being told one after another. You will be told here when that is done.`,
    closingDone: (rooms, lost, sent, later) =>
      `Closing ${plural(rooms, 'room', 'rooms')} is done.\n- messages that did not arrive: ${lost}\n- notices to LINE users: ${sent} sent, ${later} to be said when they next write`,
    handover: 'Hand over',
    handoverHint: (command) => `To hand the talks over to another member, send "${command}".`,
    handoverWhom: (from) => `To whom are the talks of ${from} handed over?`,
    handoverNobody: 'There is no other available link member to hand over to.',
    handoverPick: 'Hand over',
    handoverNoRooms: (from) => `${from} has no talks to hand over.`,
    handoverSame: 'That is the same member twice.',
    handoverNotAvailable: (to, status) =>
      `${to} cannot take anything over (status: ${status}). Only available link members can.`,
    handoverToSelf:
      'To hand over to yourself you also need the auditor role, as you will see what was said.',
    handoverAsk: (from, to, open, closed, waiting) =>
      `Hand the talks of ${from} over to ${to}?\n- ${plural(open, 'open room', 'open rooms')} will be handed over\n- so will ${plural(closed, 'room', 'rooms')} closed within 90 days because the member was removed or left\n- of ${plural(waiting, 'waiting message', 'waiting messages')}, those of LINE users will reach ${to}, those of ${from} will not be sent\n- LINE users will be told that ${to} answers from now on`,
    handedOver: (from, to, rooms, moved, unsent) =>
      `${plural(rooms, 'talk', 'talks')} of ${from} handed over to ${to}.${moved > 0 ? ` ${plural(moved, 'waiting message goes', 'waiting messages go')} to ${to}.` : ''}${unsent > 0 ? ` ${plural(unsent, 'unsent answer', 'unsent answers')} of ${from} will not be sent.` : ''}`,
    handoverStarted: (from, to, rooms) =>
      `${plural(rooms, 'talk', 'talks')} of ${from} are being handed over to ${to}. You will be told here when that is done.`,
    handoverDone: (from, to, rooms, moved, unsent, sent, later) =>
      `The handover from ${from} to ${to} is done.\n- talks handed over: ${rooms}\n- messages that go to ${to}: ${moved}\n- answers not sent: ${unsent}\n- notices to LINE users: ${sent} sent, ${later} to be said when they next write`,
    handoverStopped: (rooms) =>
      `${plural(rooms, 'talk was', 'talks were')} not handed over, as the other member is no longer available.`,
    quotaTitle: "This month's LINE messages",
    quotaNumbers: (used, limit, left) => `${used} used / limit ${limit} / ${left} left`,
    quotaUnlimited: (used) => `${used} used / no limit`,
    quotaStopped: (until) =>
      `the limit is reached: pushes are stopped until ${until} (free replies go on)`,
    accountListTitle: 'LINE Official Accounts',
    accountShared: 'shared by all members',
    accountFree: 'assigned to nobody',
    accountWished: (who) => `waits for ${who}, who is not in the directory yet`,
    accountUnknown: (word) =>
      `There is no LINE Official Account "${word}". Send "account list" to see them.`,
    accountAssigned: (account, name) => `${account} is now assigned to ${name}.`,
    accountWaits: (name) =>
      `LINE users can talk on it as soon as ${name} is an available link member.`,
    accountAlready: (account, name) =>
      `${account} is assigned to ${name} already. Nothing was changed.`,
    accountIsShared: (account) =>
      `${account} is shared by all members, so it can be neither assigned nor released.`,
    accountHeld: (account, holder) =>
      `${account} is assigned to ${holder}. Send "account release" first.`,
    accountReleased: (account, name) =>
      `${account} is no longer assigned to ${name}. Open rooms on it go on.`,
    accountWishDropped: (account) => `${account} no longer waits for anybody.`,
    accountNotAssigned: (account) => `${account} is assigned to nobody. Nothing was changed.`,
    quotaReached: (account) =>
      `The LINE Official Account "${account}" has used up this month's messages. Pushes stop until next month; free replies go on.`,
    colleagueWarning: (colleague, owner, user) =>
      `${colleague} wrote in the talk room of ${owner} and "${user}". Nothing was sent to LINE.`,
    staleAlarm:
      'Events from LINE WORKS keep arriving late. Check the clock of the server and its load. Late messages were not sent.',
  },
};
