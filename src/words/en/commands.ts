import type { Words } from '../ja.ts';

export const commands: Words['commands'] = {
  help: ['help [command]', 'Lists the commands, or tells how one is used.'],
  status: ['status', 'Sums up how the LINE link stands.'],
  'link on': ['link on', 'Switches the LINE link on.'],
  'link off': ['link off', 'Switches the LINE link off and closes every room (asks first).'],
  'member list': ['member list [available|pending|failed|retrying]', 'Lists the link members.'],
  'member add': [
    'member add <who…>',
    'Makes people link members, up to 50 at once. Spaces, commas or line breaks part the names.',
  ],
  'member info': ['member info <who>', 'Tells how a member stands, in detail.'],
  'member search': [
    'member search <words>',
    'Finds members by name (any language, reading), account or Talk ID.',
  ],
  'member remove': [
    'member remove <who…>',
    'Removes link members and closes their rooms (asks first), up to 50 at once.',
  ],
  'member invite': ['member invite <who>', 'Shows an invite link and a text to forward.'],
  'auto-add on': ['auto-add on', 'Makes new members link members by themselves.'],
  'auto-add off': ['auto-add off', 'Stops adding new members.'],
  'scope all': ['scope all', 'Makes everyone a link member (asks first).'],
  'scope selected': ['scope selected', 'Lets you choose the link members (asks first).'],
  'member retry': [
    'member retry <who…>|all',
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
};
