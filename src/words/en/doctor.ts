import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

export const doctor: Words['doctor'] = {
  allWell: 'All checks passed.',
  faultsFound: (count) => `${plural(count, 'problem was', 'problems were')} found.`,
  roomTitle: 'Check-up (the bot leaves automatically)',
  roomMode: 'each LINE user has a separate talk room',
  directMode: 'separate talk rooms are not available, so the 1:1 talk with the bot is used',
  chat: {
    off: 'off (messages are marked as read automatically)',
    on: 'on (people can also answer from the chat screen, and those answers are not in the audit log; messages are marked as read automatically)',
    'on-read-by-hand':
      'on (people can also answer from the chat screen, and those answers are not in the audit log; messages are marked as read only when opened there)',
  },
  diskFree: (megabytes) => `${megabytes} MB free`,
  checks: {
    'line-token': 'LINE Official Account',
    'line-webhook': 'LINE webhook setting',
    'line-webhook-test': 'Delivery test by LINE',
    'line-chat': 'LINE chat',
    'works-token': 'LINE WORKS sign-in',
    'works-scopes': 'LINE WORKS scopes',
    'bridge-bot': 'Bridge bot settings',
    'admin-bot': 'Admin bot settings',
    'bot-domain': 'Domain registration of the bot',
    rooms: 'Talk rooms',
    clock: 'Clock of the server',
    disk: 'Disk',
    certificate: 'Certificate of PUBLIC_URL',
    delivery: 'Delivery',
    reception: 'Receiving',
    'audit-log': 'Signing of the audit log',
    'audit-url': 'Posting of checkpoints',
    'audit-export': 'Daily export of the audit log',
  },
  faults: {
    unauthorized: () => ['sign-in failed.', 'Check the IDs, secrets and keys in the environment.'],
    unreachable: () => [
      'cannot be reached.',
      'Check the network and proxy, then run the check again in a while.',
    ],
    refused: (detail) => [`it was refused (${detail}).`, 'Check the settings and permissions.'],
    'webhook-missing': (url) => [
      'no webhook URL is set.',
      `Set it to ${url} in the LINE Developers console.`,
    ],
    'webhook-elsewhere': (url) => [
      'the webhook URL is a different one.',
      `Set it to ${url} in the LINE Developers console.`,
    ],
    'webhook-of-another-service': (url, service) => [
      `the webhook URL belongs to another service (${service}). An Official Account has only one webhook URL, so messages from LINE users do not arrive here.`,
      `To receive them here, set it to ${url} in the LINE Developers console. ${service} will then no longer receive anything.`,
    ],
    'webhook-off': () => ['"Use webhook" is off.', 'Switch it on in the LINE Developers console.'],
    'webhook-test-failed': (reason) => [
      `LINE cannot reach us (${reason}).`,
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
      'the callback URL is a different one.',
      `Set it to ${url} in the Developer Console.`,
    ],
    'events-not-ticked': (events) => [
      `some events are not selected (${events}).`,
      "Select them in the bot's settings in the Developer Console.",
    ],
    'group-join-off': () => [
      'the bot is not allowed in group talk rooms.',
      "Allow it in the bot's settings in the Developer Console.",
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
      `little disk space is left (${megabytes} MB).`,
      'Free up some space, or move DATA_DIR to a larger disk.',
    ],
    'certificate-near': (end) => [
      `It is about to expire (valid until ${end}).`,
      'Have its automatic renewal checked, and renew it before then. After that, nothing can be received.',
    ],
    'certificate-over': (end) => [
      `It has expired (it was valid until ${end}). Nothing can be received from LINE or LINE WORKS.`,
      'Renew it now.',
    ],
    'delivery-stalled': (since) => [
      `It has stopped or is late (since ${since}).`,
      '"status" shows how sending goes. Messages are sent again automatically.',
    ],
    'nothing-received': (last) => [
      `Nothing has come for longer than usual (last at ${last}).`,
      'Check the settings of webhook and Callback. If today is a day off, nothing is wrong.',
    ],
    'audit-key-missing': (_detail) => [
      'there is no signing key, so no checkpoints are made.',
      'Set AUDIT_KEY to an Ed25519 private key (SECRET_KEY will do as well).',
    ],
    'audit-key-unreadable': (_detail) => [
      'the signing key (audit.key in DATA_DIR) cannot be read, so no checkpoints are made.',
      'Restore it from a backup, or mend its permissions, and start again. If it is lost, move the file away: the next start makes a new key.',
    ],
    'audit-log-disagrees': (entries) => [
      `the log is other than its checkpoint of entry ${entries}, so it is not signed again.`,
      'An auditor checks it with "audit verify". After a backup was restored, docs/operations.md says what to do.',
    ],
    'checkpoints-unwritable': (why) => [
      `the place of the checkpoints cannot be read or written (${why}).`,
      'Check the permissions of checkpoints in DATA_DIR, and the free space.',
    ],
    'checkpoint-not-posted': (why) => [
      `the newest checkpoint cannot be posted (${why}). It is tried again.`,
      'Check AUDIT_CHECKPOINT_URL and the service behind it.',
    ],
    'export-failed': (why) => [
      `the daily export of the audit log fails (${why}). It is tried again every hour, from the first missing day on.`,
      'Check the permissions of AUDIT_EXPORT_DIR, the free space, and the signing key.',
    ],
  },
};
