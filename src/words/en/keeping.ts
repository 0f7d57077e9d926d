import type { Words } from '../ja.ts';
import { plural } from './plural.ts';

const MANY = 10_000;
const counted = (count: number, one: string, many: string) =>
  count >= MANY ? `${MANY} or more ${many}` : plural(count, one, many);

const announced =
  (one: string, many: string, name: string) => (count: number, period: string, at: string) =>
    `The retention period has become shorter. From ${at} on, ${counted(count, one, many)} older than ${period} will be erased for good.\nTo keep them, set the environment variable ${name} back and restart before then.`;

export const keeping: Words['keeping'] = {
  member: (name) => `link member ${name}`,
  lineUser: (name) => `LINE user "${name}"`,
  room: (id, user, member) =>
    user === '' ? `talk room #${id}` : `talk room #${id} ("${user}" and ${member})`,
  announced: {
    content: announced('content', 'contents', 'AUDIT_RETENTION_DAYS'),
    files: announced('file', 'files', 'MEDIA_RETENTION_DAYS'),
  },
  days: (count) => plural(count, 'day', 'days'),
  hours: (count) => plural(count, 'hour', 'hours'),
  status: {
    content: (period) => `Contents are kept: ${period}`,
    files: (period) => `Files are kept: ${period}`,
    forever: 'without limit',
    soon: (period, at, count) =>
      `from ${at} on: ${period} (erases ${counted(count, 'older one', 'older ones')})`,
    holds: (count) => `Holds: ${count} ("audit release" lists them)`,
    forgetting: (count) =>
      `The record of ${plural(count, 'LINE user', 'LINE users')} is being erased`,
  },
  several: (who) => `Several people match "${who}". Choose one.`,
  nobody: (who) =>
    `No link member and no LINE user matches "${who}". Give a part of a name, a Talk ID, or the number of a talk room (#12).`,
  noLineUser: (who) =>
    `No LINE user matches "${who}". Give a part of the name on LINE, or the LINE user ID.`,
  noRoom: (id) => `There is no talk room "#${id}". See "room list" or "audit search".`,
  more: (count) => `There are ${count} more. Type more of the name.`,
  talksWith: (members) => (members === '' ? 'no talk' : `with ${members}`),
  holdAsk: (about) => `Put a hold on ${about}?`,
  holdEffects: [
    '- Messages and files, also future ones, are not erased when the retention period ends',
    '- That includes the talks before and after a handover',
    '- A LINE user on hold cannot be erased with "audit forget"',
    '- Messages that LINE users unsend on LINE are erased all the same (LINE’s development guidelines ask for it)',
  ],
  holdNotKept: (erasures) =>
    `- Talks with LINE users whose erasure has begun are erased all the same (erasure ${erasures})`,
  holdTooLate: (about, erasures) =>
    `${about} cannot be put on hold: the record of the LINE user is already being erased (erasure ${erasures}).`,
  reason: (text) => `- Reason: ${text}`,
  held: (about, id) => `Hold #${id} is on ${about}.`,
  heldBefore: (about, id) => `No change: hold #${id} is already on ${about}.`,
  holdList: (count) => plural(count, 'hold', 'holds'),
  noHolds: 'There are no holds.',
  holdRow: (id, about, at, by, reason) =>
    `#${id} ${about}\n${at} ${by}${reason === null ? '' : `\nReason: ${reason}`}`,
  releaseHint: 'To release one, add its number (example: audit release 1).',
  unknownHold: (id) => `There is no hold #${id}. "audit release" lists the holds.`,
  releaseAsk: (id, about) => `Release hold #${id} on ${about}?`,
  releaseEffects: (isErasing) =>
    isErasing
      ? '- Contents and files past the retention period will be erased soon, for good'
      : '- It can be erased again (no retention period is set now, so nothing is erased at once)',
  released: (id, about) => `Hold #${id} on ${about} was released.`,
  forgetAsk: (user) => `Erase everything about "${user}"? This cannot be undone.`,
  forgetCounts: (messages, files, rooms) =>
    `- Erased: ${counted(messages, 'message', 'messages')}, ${counted(files, 'file', 'files')}, names and contents of ${plural(rooms, 'talk room', 'talk rooms')}, the name, picture and language on LINE, the name in the audit log`,
  forgetWaiting: (waiting) =>
    `- ${plural(waiting, 'waiting message', 'waiting messages')} will not arrive (what is being sent is erased after that)`,
  forgetOpen: (rooms) =>
    `- ${plural(rooms, 'open talk', 'open talks')} will be ended, and both will be notified`,
  forgetStays: [
    '- What stays: when there was contact with the person of which ID (without names and contents)',
    '- Cannot be recalled: what LINE and LINE WORKS already show, backups and exports made before',
  ],
  forgetExports: (latest) => `- Exports to check (latest first): ${latest}`,
  forgetAgain: '- If this LINE user writes again, they are treated as a new LINE user',
  forgetHeld: (user, hold, id) =>
    `The record of "${user}" cannot be erased: hold #${id} is on it (${hold}).\nRelease it first: "audit release ${id}".`,
  forgetUnderWay: (id) => `The record of this LINE user is already being erased (erasure #${id}).`,
  forgottenBefore: (id) =>
    `No change: the record of this LINE user has been erased (erasure #${id}), and there was no contact since.`,
  forgetting: (id) =>
    `The record is being erased (erasure #${id}). You will be told when it is done.`,
  forgotten: (id, contents, files) =>
    `The record has been erased (erasure #${id}): ${plural(contents, 'content', 'contents')}, ${plural(files, 'file', 'files')}. It is in the audit log.`,
  toLineUser: (member, company) =>
    `Your chat with ${member} has ended. ${company} erases its record of your chats.`,
  goodbye: (user) =>
    `An auditor has ended this talk, to erase the record of "${user}". The bot cannot erase the messages shown here. The bot leaves the room.`,
  goodbyeNotice: 'An auditor ended it, to erase the record.',
  /** In place of what was said. */
  erased: '(erased)',
  deeds: { hold: 'Put on hold', release: 'Release the hold', forget: 'Erase everything' },
};
