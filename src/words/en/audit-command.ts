import type { TerminalWords } from '../ja/terminal.ts';

/** `npm run audit` in a terminal. */
export const auditCommand: TerminalWords['auditCommand'] = {
  title: 'Commands for the audit log',
  exitCodes: 'Exit codes: 0 fine, 1 breach, 2 wrong use, or something cannot be read',
  verify: [
    'npm run audit -- verify [DATA_DIR, database or exported JSON Lines file] [--checkpoints FILE]… [--key KEY]…',
    '  Verifies the audit log, or an export of it. The bridge may be running.',
    '  --checkpoints: also compares with copies of checkpoints from outside the server.',
    '  --key: trusts signatures of this public key only ("status" shows it).',
  ],
  wrongUse: 'That is not how it is used.',
  noKey: 'The public key cannot be read. Give it as "status" shows it (name+number+key).',
  ofSandbox: (folder) => `Audit log of the sandbox: ${folder}`,
  noNotes: (file) => `There is no checkpoint in ${file}.`,
  unreadable: (what) => `It cannot be verified, since something cannot be read: ${what}`,
  tableProvesNothing: (file) =>
    `${file} is a CSV, which proves nothing on its own. Verify the JSON Lines exported with it (log.jsonl).`,
  unpackFirst: (file) => `${file} is a ZIP. Unpack it and verify the log.jsonl in it.`,
};
