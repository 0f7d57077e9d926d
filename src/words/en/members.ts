import type { Words } from '../ja.ts';

export const status: Words['status'] = {
  available: 'available',
  pending: 'pending',
  failed: 'failed',
  retrying: 'retrying',
};

export const reasons: Words['reasons'] = {
  'emoji-in-name': ['The name contains an emoji', 'Remove the emoji from the name.'],
  'line-in-name': ['The name contains "line"', 'Remove "line" from the name.'],
  'bad-login-id': [
    'The login ID cannot be used as a Talk ID',
    'Change the login ID to 2–40 characters of a–z, 0–9, ".", "_" and "-", beginning with a letter or digit, without a dot at the end or two dots in a row.',
  ],
  'line-in-login-id': ['The login ID contains "line"', 'Change the login ID.'],
  'reserved-login-id': ['The login ID is a reserved word', 'Change the login ID.'],
  'company-name': [
    'The company name contains an emoji or "line"',
    'Change the company name (COMPANY_NAME); nobody can be added until then.',
  ],
  'talk-id-taken': ['Another member has the same Talk ID', 'Change the login ID of one of them.'],
  'not-found': ['LINE WORKS has no such member', 'Check the name or account.'],
  suspended: ['Suspended in LINE WORKS', 'Lift the suspension, then add the member again.'],
  'being-deleted': ['Being deleted in LINE WORKS', 'Reinstate the member, then add them again.'],
  'not-released': [
    'The bot cannot send messages to this member',
    'Make the bot available to this member in the Developer Console and on the admin page.',
  ],
  restored: ['The bridge was restored from a backup', 'Try the member again.'],
  'no-login-id': [
    'The login ID cannot be read',
    'Check that login IDs are visible in the directory.',
  ],
};
