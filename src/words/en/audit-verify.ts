import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

const entriesIn = (count: number) => plural(count, 'entry', 'entries');

/** Verifying the audit log, and its signed checkpoints. */
export const auditVerify: Words['auditVerify'] = {
  started: (entries) =>
    `The audit log (${entriesIn(entries)}) is being verified. You will be told the result.`,
  ends: { fine: 'no breach', breach: 'breach' },
  fine: 'Audit log: no breach',
  breach: 'Audit log: breach. It may have been tampered with',
  entries: (count) => `Verified: ${entriesIn(count)}`,
  period: (from, to) => `Period: ${from} to ${to}`,
  erased: (contents, names) =>
    `Erased: ${plural(contents, 'content', 'contents')}, ${plural(names, 'name', 'names')} (an entry says so of each)`,
  last: (at, entries) => `Last checkpoint: ${at} (up to entry ${entries})`,
  checkpoints: (count) => `Compared with ${plural(count, 'checkpoint', 'checkpoints')}`,
  noCheckpoint:
    'There is no checkpoint. Entries that were cut off at the end cannot be noticed without one.',
  otherKey: (keys) =>
    `The signing key has changed: older checkpoints bear another key. Keys: ${keys}`,
  foreign: (count) =>
    `${plural(count, 'checkpoint bears', 'checkpoints bear')} an unknown key. The log agrees, but that proves nothing.`,
  superseded: (count) =>
    `${plural(count, 'checkpoint was', 'checkpoints were')} left out: they are about the log from before the bridge was put back to a past state, and the bucket did not let them be removed. The entry "Started from a backup, an export or a past state" names that state.`,
  firstBad: (entry) => `First bad entry: ${entry}`,
  firstBadNote: 'What is bad: a checkpoint',
  shownBy: (place) => `Found in: ${place}`,
  proven: (entries) => `Up to entry ${entries} the log agrees with signed checkpoints.`,
  breaches: {
    missing: 'An entry was removed.',
    inserted: 'An entry was inserted where none can be.',
    changed: 'The entry was rewritten.',
    'content-changed': 'The content of the entry (such as a message) was rewritten.',
    'content-missing':
      'The content of the entry (such as a message) is gone, and no entry says that it was erased.',
    'name-changed': 'A name in the entry was rewritten.',
    'name-missing': 'A name in the entry is gone, and no entry says that it was erased.',
    'name-inserted': 'A name was inserted that no entry mentions.',
    'shorter-than-checkpoint':
      'Entries are missing at the end: a signed checkpoint knows more of them.',
    'other-than-checkpoint':
      'The entries hang together, but they are not those that a signed checkpoint knows: the log was written again.',
    'note-altered':
      'The checkpoint was rewritten, or is damaged. The entries agree with the other checkpoints.',
    'other-than-foreign':
      'A checkpoint with an unknown key knows other entries: key and log may have been exchanged.',
  },
  whatToDo:
    'What to do: change nothing, and keep a copy of the whole DATA_DIR. Find out who has access to the server and whether a backup was restored. Compare with a backup from before the first bad entry, and with copies of checkpoints outside the server (npm run audit -- verify).',
  stateLog: 'Audit log',
  stateCount: entriesIn,
  stateNone: 'No checkpoint yet',
  stateKey: (key) => `Public key: ${key}`,
  keyNew: (at) => `The signing key is new since ${at}: older checkpoints bear another one.`,
  keyMissing: 'No checkpoints (there is no signing key)',
  keyUnreadable: 'No checkpoints (the signing key audit.key cannot be read)',
  disagrees: (entries) =>
    `It is other than its checkpoint of entry ${entries}. Check with "audit verify".`,
  storeFault: (since, why) =>
    `Checkpoints cannot be written to their file (since ${since}, ${why})`,
  postFault: (since, why) =>
    `Checkpoints cannot be posted to AUDIT_CHECKPOINT_URL (since ${since}, ${why})`,
};
