import type { TerminalWords } from '../ja/terminal.ts';
import { plural } from './plural.ts';

/** `npm run workspace` in a terminal. */
export const workspaceCommand: TerminalWords['workspaceCommand'] = {
  usage: [
    'npm run workspace -- COMMAND [--at https://… --key FILE | --data-dir DATA_DIR]',
    '  --at, --key: the deployment on Workers and your operator key (or KAKEHASHI_AT, KAKEHASHI_KEY).',
    '  --data-dir: one bridge on this machine instead (or DATA_DIR, when no deployment is named).',
    'Operators',
    '  keygen KEY_NAME [--role operate|read] [--out FILE]: makes a key and prints what OPERATOR_KEYS needs',
    '  keygen --master ID: prints a key for MASTER_KEYS, which seals settings',
    '  calls [NAME]: what operators asked',
    'Workspaces',
    '  create NAME --from FILE.env [--location apac-ne] [--keep-webhook]: makes one, tells LINE its webhook, and examines it',
    '  status NAME | --all, doctor NAME: how it is; what is wrong, and how to mend it',
    '  pause NAME, resume NAME: events are still taken; nothing is sent meanwhile',
    '  delete NAME [--confirm NAME]: two steps, seven days apart',
    'Settings',
    '  show NAME: secrets appear only as the end of a digest',
    '  set NAME VARIABLE | --from FILE.env: the value is typed or piped in',
    '  unset NAME VARIABLE…',
    '  rotate NAME VARIABLE [--drop]: new beside old, the console step, then the old goes',
    '  reseal NAME | --all: seals everything with the newest master key',
    'Data',
    '  export NAME FILE.ndjson[.gz]: a paused workspace, as a file that npm run import reads',
    '  import NAME FILE.ndjson[.gz]: such a file into a workspace that was just created and paused',
    '  bookmarks NAME [--time TIME]: what the platform can name of the history of the database',
    '  restore NAME --time TIME | --undo [--confirm NAME]: a paused workspace goes back to its state of then, or to the state that the last restore left',
    '  with --data-dir: export FILE, import FILE [--replace], restore BACKUP_FOLDER [--replace];',
    '  status beside a running bridge, pause and resume while it is stopped',
    'Exit codes: 0 done and well, 1 refused (nothing was changed), 2 wrong use, 3 done, but something is red (export: files are missing), 4 no answer (it may have been done: ask status)',
  ].join('\n'),
  wrongUse: 'There is no such command or flag.',
  help: 'npm run workspace -- help shows how it is used.',
  oneOfBoth: 'Name either --at (a deployment) or --data-dir (this machine).',
  needsAt:
    'Name the deployment: --at https://… (or KAKEHASHI_AT), or --data-dir for a bridge on this machine.',
  needsKey: 'Name your operator key: --key FILE (or KAKEHASHI_KEY). "keygen" makes one.',
  noKeyIn: (path) => `There is no readable operator key in ${path}.`,
  needsKeyName:
    'Name the key after the person who uses it: up to 32 letters, digits, hyphens and underscores. Logs show this name.',
  needsRole: '--role is operate or read.',
  needsName:
    'Name the workspace: lower-case letters and digits, single hyphens between them, at least two characters. It is part of addresses and cannot be changed.',
  needsFrom: 'Name the file with the settings: --from FILE.env',
  needsVariable: 'Name the setting, as README.md lists it: LINE_CHANNEL_SECRET, for example.',
  needsValue: 'The value is empty. Type it, or pipe it in; to remove a setting use unset.',
  needsTime: 'Name the time to go back to: --time 2026-11-27T09:00:00+09:00.',
  needsFile: 'Name the file: FILE.ndjson or FILE.ndjson.gz.',
  needsFolder: 'Name the folder of the backup.',
  noJurisdiction:
    '--jurisdiction is not supported yet. --location says where a workspace should preferably live.',
  keyMade: (path, entry) =>
    [
      `Key written to ${path}. It is yours alone: keep it where only you can read it, and never in the Worker.`,
      'The Worker needs the public half in OPERATOR_KEYS, a JSON object of all operators:',
      entry,
      'Put it there with: wrangler secret put OPERATOR_KEYS',
    ].join('\n'),
  needsMasterId:
    'Give the master key an id, --master 2026-11 for example: letters, digits, hyphens, dots and underscores, not a mere number.',
  masterMade:
    'Put this first into MASTER_KEYS (a JSON object, the newest key first), keep a copy in a safe place, then run: reseal --all. Without the keys no setting can be opened.',
  notWritten: (path, code) => `${path} could not be written (${code}). No key was made.`,
  notRead: (path, code) => `${path} could not be read (${code}).`,
  leftOut: (names) => `Left out, as they belong to a machine: ${names}`,
  created: (name) => `Workspace "${name}" created.`,
  consoles: (line, works) =>
    [
      'Enter in the consoles:',
      `  LINE Developers, Messaging API settings, Webhook URL: ${line} (and switch "Use webhook" on)`,
      `  LINE WORKS Developer Console, Bot, Callback URL (both bots): ${works}`,
    ].join('\n'),
  lineSet: (channel) => `LINE now sends the events of channel ${channel} to this address.`,
  lineNotSet: (channel, reason) =>
    `LINE did not take the address for channel ${channel} (${reason}). Enter it in LINE Developers.`,
  mendAndAsk: (name) =>
    `Not all is well yet. Mend what is named above, then: npm run workspace -- doctor ${name}`,
  valueOf: (name) => `New value of ${name}:`,
  consoleStep: (name) =>
    `Both values are accepted now. Put the new ${name} into the console, then press Enter: the old one is dropped.`,
  dropLater: (workspace, name) =>
    `Both values are accepted now. Put the new ${name} into the console, then: npm run workspace -- rotate ${workspace} ${name} --drop`,
  changed: (names) => `Changed: ${names}`,
  nothingChanged: 'Nothing is different from before.',
  secret: (digest, key) => `(secret, digest ends in ${digest}, sealed with ${key})`,
  notDone: 'Nothing was changed.',
  pausedHere:
    'Paused from the next start on: events are taken, and nothing is sent until "resume".',
  resumedHere: 'Resumed: what waits is processed after the next start.',
  paused: 'Paused. Events are still taken, and nothing is sent until "resume".',
  resumed: 'Resumed. What waited is processed now.',
  leaving: (name, from) =>
    `Paused, and to be deleted. From ${from} on, this deletes it for good: npm run workspace -- delete ${name} --confirm ${name}. "resume" takes it back.`,
  deleted: (name) => `Workspace "${name}" deleted. Its name is not given to another.`,
  importing: (percent) => `${percent}% sent`,
  verifying: 'All sent. The audit log is being verified.',
  imported: (rows, entries, blobs) =>
    `Imported and verified: ${rows} rows, ${entries} entries of the audit log, ${blobs} files. The workspace is paused. What waited in the file has ended and is not sent. Enter the new addresses in the consoles, then: resume.`,
  resealed: (key) => `Sealed with the master key ${key}.`,
  unopened: (names) =>
    `These could not be opened and are as they were: ${names}. Is the old key still in MASTER_KEYS?`,
  wouldGoBack: (name, how, at, lostEntries, forgotten) =>
    [
      `Nothing has been done yet. Back to ${at}, "${name}" would lose everything since: ${lostEntries} entries of its audit log, with their messages and changes.`,
      'What waited at that time is not sent; it ends as "uncertain" on record. Settings stay as they are now. Files removed since stay gone.',
      `LINE users erased since, who would be erased again: ${forgotten}. Erasures of single messages and unsends since are undone: repeat them.`,
      `To do it: npm run workspace -- restore ${name} ${how} --confirm ${name}`,
    ].join('\n'),
  wentBack: (name, at, lostEntries, forgotten) =>
    [
      `"${name}" is back at ${at}, and paused. Lost: ${lostEntries} entries of the audit log. LINE users who are being erased again: ${forgotten}.`,
      `Look at it (status, doctor), then: npm run workspace -- resume ${name}. The way back: restore ${name} --undo`,
    ].join('\n'),
  staysBehind: (count) =>
    `Of the part of the audit log that was lost, ${plural(count, 'file', 'files')} could not be removed from the bucket (a lock rule, for example). Each has its copy in before-restore/, "status" names them, and "audit verify" does not use them.`,
  goingBack: (name) =>
    `Begun, and the workspace has not answered since: it goes back with its next start. Ask "status ${name}" in a minute; back, it is paused and its audit log is shorter.`,
  bookmark: (at, bookmark) => `${at}: ${bookmark}`,
  workspaces: (count) => `Workspaces: ${count}`,
  revived: (at) => `  its alarm had ended; the watchdog set it again at ${at}`,
  status: {
    standing: 'State',
    deletableFrom: 'Can be deleted from',
    address: 'Address',
    version: 'Version',
    events: 'Events waiting',
    deliveries: 'Deliveries waiting:',
    failedEvents: 'Events that failed',
    unkept: 'Webhooks that could not be kept (tried again for seven days)',
    auditEntries: 'Entries of the audit log',
    databaseBytes: 'Database, bytes',
    stays:
      'Could not be removed after a restore (a copy is in before-restore/, the log does not use it)',
    fault: 'Cannot run',
  },
  unreadable: 'The answer could not be read. Is the deployment of another version?',
  otherAnswer: (status) =>
    `The deployment answered ${status}, and not as a Kakehashi does. Check --at.`,
  noAnswer: (at, detail) =>
    `No answer from ${at} (${detail}). If this was a change, it may have been made: ask "status".`,
  onNode: {
    environment: (verb) =>
      `"${verb}" is for Workers. On Node the settings are the environment: change it there and start the bridge again.`,
    bot: (verb) =>
      `"${verb}" is answered on Node by the running bridge: send "${verb}" to the admin bot.`,
    machine: (verb) =>
      `"${verb}" is for Workers. On Node, stop or start the process instead; its data is the folder DATA_DIR.`,
    workers: (verb) => `"${verb}" is for Workers: there is nothing like it on Node.`,
  },
  refused: {
    'no-operators':
      'The deployment has no operators. Set OPERATOR_KEYS as "keygen" prints it; the log of the Worker names a fault in it.',
    unsigned:
      'The deployment does not know this key, or the request reached it under another address than yours. Is the public half in OPERATOR_KEYS?',
    'wrong-time': 'The clock of this machine is more than two minutes wrong. Set it right.',
    forbidden: 'This key may only read. It takes a key with the role operate.',
    'unknown-verb': 'The deployment does not know this command. Is it of another version?',
    'not-post': 'The deployment takes only POST here. Check --at.',
    'too-large': 'The request is larger than 1 MB.',
    'broke-off': 'The request broke off on its way. Try again.',
    'not-json': 'The deployment could not read the request. Is it of another version?',
    'no-name': 'The request names no workspace.',
    'unknown-location': (known) =>
      `--location names no place that Cloudflare has. Nothing was created. There are: ${known}`,
    repeated: 'The deployment has seen this very request before. Try again.',
    'unknown-workspace': (name) =>
      `There is no workspace "${name}". "status --all" shows those there are.`,
    'name-taken': (name) => `There is, or was, a workspace "${name}". Take another name.`,
    'under-way': (name) => `"${name}" is being created just now. Try again in a minute.`,
    'domain-taken': (detail) =>
      `This LINE WORKS domain belongs to another workspace (${detail}). Nothing was changed.`,
    'channel-taken': (detail) =>
      `This LINE channel belongs to another workspace (${detail}). Nothing was changed.`,
    'domain-fixed': (domain) =>
      `A workspace keeps the LINE WORKS domain it was made for; it cannot have ${domain}. Create another workspace.`,
    'no-answer':
      'The workspace did not answer; what was asked may have been done. Ask "status", then try again.',
    body: 'The workspace could not read the request. Is the deployment of another version?',
    'not-created': 'Nothing is stored under this name: the workspace was never created.',
    'not-opened':
      'The workspace is there, but its data cannot be opened. Nothing was changed. Mend what is named below (after a rollback: deploy the newer version again) and ask again:',
    migrating:
      'A new version is bringing the data of this workspace up to date. Nothing was changed. It continues automatically, and the workspace starts when it is done. Ask again in a minute. So far:',
    'already-created': 'The workspace had been created before. "set" changes its settings.',
    'by-environment':
      'The configuration of this workspace is the environment of the deployment: change it there (wrangler secret put).',
    settings: 'With these settings the workspace could not run. Nothing was changed:',
    'master-keys': 'The deployment cannot seal or open settings:',
    'does-not-rotate': 'This setting has no old and new value. Use "set".',
    'is-rotating': 'There are two values now. Drop the old one first: rotate … --drop',
    'is-not-rotating': 'Only one value is in use: there is no old one to drop.',
    'same-value': 'That is the value in use. Nothing was changed.',
    'one-value':
      'The new value must be one secret without a comma: a comma parts the new value from the old one. Nothing was changed.',
    'too-early': (from) => `It is too early: it can be deleted from ${from} on.`,
    'wrong-name': '--confirm names another workspace. Nothing was deleted.',
    'not-paused': 'The workspace is not paused. Use "pause" first.',
    'not-running': 'The workspace cannot run as it is configured:',
    importing:
      'An import has begun and is not done. Run "import" again with its file: it continues where it stopped. Until then only "status", "show" and "delete … --confirm" are answered.',
    'not-empty':
      'This workspace has been used. An import needs one that was just created and paused. Nothing was changed.',
    gap: 'Chunks are missing. Run "import" again: it begins with the one that is to come, number:',
    'other-file':
      'Another file is being imported into this workspace. Run "import" with that file, or run it with this one from its first line.',
    'other-version':
      'The file was written by a version with other tables. Bring both sides to the same version, then export again. The newest migration in the file:',
    'not-whole':
      'The file is damaged, cut short or altered. Export again, then import the new file:',
    breach:
      'The audit log in the file does not verify: it was altered, or the file was. Nothing of it is used. Verify the original (npm run audit -- verify).',
    'other-owner':
      'The file holds the data of another LINE WORKS domain, bot or set of LINE channels. Import it into a workspace with the settings of its company.',
    'file-gone': 'A file was removed while it was being exported. Run "export" again.',
    'no-store':
      'The files could not be stored just now. Run "import" again: it continues from there.',
    'checkpoints-stay':
      'All is imported but not yet in use: the bucket did not let go of the checkpoints of the log that was here before. If a lock rule covers "checkpoints/", remove it for now. Then run "import" again: it ends there.',
    'nothing-to-undo':
      'This workspace has not been restored, or not since the state it has now. Nothing was changed.',
    'not-aside':
      'What the last restore has to move aside in the bucket is not moved yet, and another restore would lose sight of it. Nothing was changed. Ask again in a few minutes. The bucket says:',
    restoring:
      'The workspace is going back to a past state just now. Nothing was changed. Ask again in a minute.',
    'no-history':
      'The platform has no state of the database to name: Cloudflare keeps 30 days, and a Worker that runs locally keeps none. Nothing was changed. The platform says:',
    'not-here': 'This host cannot do that.',
  },
};
