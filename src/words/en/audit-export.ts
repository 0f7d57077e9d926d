import type { Words } from '../ja.ts';

export const auditExport: Words['auditExport'] = {
  columns: {
    direction: 'Direction',
    kind: 'Kind',
    lineUserId: 'LINE user ID',
    talkId: 'Talk ID',
    outcome: 'Outcome',
    reason: 'Reason',
    fileName: 'File name',
    size: 'Size',
    sha256: 'SHA-256',
    erased: 'Erased',
    room: 'Talk room number',
    entry: 'Entry',
  },
  operations: {
    at: 'Date',
    actor: 'Actor',
    action: 'Action',
    target: 'Target',
    outcome: 'Outcome',
    reason: 'Reason',
    channelId: 'Channel ID',
    words: 'Words',
    facts: 'Details',
    room: 'Talk room number',
    entry: 'Entry',
  },
  directions: { in: 'received', out: 'sent' },
  files: { image: 'Photo', video: 'Video', audio: 'Audio', file: 'File' },
  erasedName: '(erased)',
  erased: (at, why) => `erased (${at}, ${why})`,
  erasedWithout: 'no record of its erasure',
  title: 'Export of the audit log',
  means:
    'Choose what to export and how. The export is recorded in the audit log with its conditions. The file holds personal data: take care where you keep it and to whom you give it.',
  format: 'Format',
  formats: {
    csv: 'CSV (for spreadsheets)',
    jsonl: 'JSON Lines (can be proved unaltered)',
    zip: 'ZIP (CSV, JSON Lines, a page that verifies)',
  },
  rows: 'Rows of the CSV',
  rowsNames: { messages: 'Messages', operations: 'Operations' },
  media: 'In the ZIP',
  mediaNames: { 0: 'records only', 1: 'records and the files that were sent' },
  next: 'Review',
  ready: (format) => `Exports as ${format}. Keep this page open until the download has ended.`,
  download: 'Download',
  exportThese: 'Export these',
  busy: 'Other exports are under way. Please try again when they have ended.',
  refusals: {
    'no-key':
      'The audit log has no key to sign with, so it cannot be exported in a form that proves itself (JSON Lines, ZIP). Use CSV, or ask the operator to set AUDIT_KEY.',
    disagrees:
      'The audit log does not agree with its checkpoints, so it cannot be exported in a form that proves itself. Check it with "audit verify", and tell the operator.',
    'no-entries': 'There is nothing in the audit log yet.',
  },
  readme: (key, hasPage) =>
    `Export of the audit log

messages.csv: messages (the first five columns are those of LINE WORKS' own monitoring)
operations.csv: what administrators did, and other records
log.jsonl: the records themselves; they can be proved unaltered and complete
checkpoints: signed checkpoints
key.txt: the public key that verifies signatures
verify.html: ${hasPage ? 'a page that verifies without a network' : 'not in this ZIP, because the server could not read it. Ask the operator for the page (docs/verify.html of Kakehashi)'}
media/: the files that were sent (if chosen)

How to verify
1. Open verify.html in a browser.
2. Give it log.jsonl and the public key. Take the key from outside this ZIP: "status" of the admin bot shows it.
3. If you kept earlier checkpoints, give it those as well.
A CSV on its own proves nothing.

Public key: ${key}
`,
  link: (format, period, url) =>
    `A link to export the audit log (${period}) as ${format}. It is good once and for ten minutes. Do not pass it on.\n${url}`,
  made: 'Exports made',
  madeOne: (format, period, state, bytes) => `${format} (${period}) · ${state} · ${bytes} bytes`,
  whole: 'all of it',
  period: (from, to) => `${from} to ${to}`,
  open: 'Open the export',
  unknownFormat: (said, known) => `There is no format "${said}". There are: ${known}`,
  twoFormats: (one, other) =>
    `Two formats are given, "${one}" and "${other}". An export has one. Give only the one you want.`,
  twoPeriods: (said) =>
    `The period is given twice ("${said}"). For a range give from: and to: once each.`,
  unknownPart: (said) =>
    `"${said}" is neither a period nor a format. Use from: and to: for the period, format: for the format.`,
  verdict: {
    fine: 'Export: no breach',
    breach: 'Export: breach. It was altered, or is incomplete',
    place: (line, entry) => `Where: line ${line}${entry === null ? '' : `, entry ${entry}`}`,
    of: (origin, at, entry) => `Audit log of ${origin}, exported at ${at} (up to entry ${entry})`,
    counts: (whole, leftOut, erased, checkpoints) =>
      `Entries: ${whole}, as hashes only: ${leftOut}, erased: ${erased}, checkpoints: ${checkpoints}`,
    compared: (compared, uncovered) =>
      `Kept checkpoints: ${compared} agree, ${uncovered} are outside this file`,
    key: (id) => `Signed by key ${id}`,
    unknownKey:
      'Without a public key it is not proved who signed it. Give the key that you received apart from the file with --key.',
  },
  breaches: {
    unreadable: 'The line does not have the form of an export.',
    'no-header': 'It is no export of an audit log, or its beginning is lost.',
    'unknown-key': 'It is signed by another key.',
    signature: 'A signature is not right.',
    order: 'An entry is missing, doubled or out of place.',
    changed: 'The entry, or the hash just before it, was altered.',
    segment: 'The entries are not those of the checkpoint.',
    'content-missing': 'Words are gone, and no entry erased them.',
    'name-missing': 'A name is gone, and no entry erased it.',
    file: 'What is said of a file differs from the entry of its arrival.',
    header: 'The first line differs from the entry of the export.',
    incomplete: 'The file ends too early.',
    altered: 'The file was altered after its export.',
    contradiction: 'It contradicts a checkpoint that was kept.',
    'kept-checkpoint': 'The kept checkpoints are not of this log, or are damaged.',
  },
  daily: {
    none: 'Daily export of the audit log: none yet',
    last: (day) => `Daily export of the audit log: up to ${day}`,
    fault: (since, why) => `The daily export of the audit log fails (since ${since}, ${why})`,
  },
};
