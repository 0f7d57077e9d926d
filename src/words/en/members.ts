import type { Words } from '../ja.ts';

export const status: Words['status'] = {
  available: 'available',
  pending: 'pending',
  failed: 'failed',
  retrying: 'retrying',
};

export const reasons: Words['reasons'] = {
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
};
