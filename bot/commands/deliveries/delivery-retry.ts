import { hindranceInWords } from '../../../src/services/deliveries/hindrance.ts';
import { type Candidate, judge } from '../../../src/services/deliveries/judge.ts';
import { type Resent, resend } from '../../../src/services/deliveries/resend.ts';
import { followsAnother, planRetry } from '../../../src/services/deliveries/resend-later.ts';
import { tryNow } from '../../../src/services/deliveries/try-now.ts';
import {
  countUndelivered,
  readUndelivered,
  type Undelivered,
  undeliveredBehind,
} from '../../../src/store/queue/undelivered.ts';
import { command, type Proposal, type Session } from '../../command.ts';
import { numberOrAll } from '../number-or-all.ts';
import { whoseMessage } from './who.ts';

export const deliveryRetry = command({
  name: 'delivery retry',
  group: 'talks',
  aliases: ['配信 再送', '配信 再実行'],
  roles: ['link-admin'],
  args: numberOrAll,
  confirm: (session, what) => (what === 'all' ? askAll(session) : askOne(session, what)),
  run: (session, what) => ({ text: what === 'all' ? everything(session) : one(session, what) }),
});

/** More of them are sent again by the next press: each is a dozen statements. */
const MOST_AT_ONCE = 100;
const MOST_LOOKED_AT = 1000;

/** Null: nobody can read it twice, so nobody is asked. */
function askOne(session: Session, number: number): Proposal | null {
  const { context, words } = session;
  const { deliveries } = words;
  const row = readUndelivered(context.db, number);
  if (row === null) return null;
  const { verdict, together } = judge(context, row);
  if (verdict.kind === 'no' || !verdict.mayComeTwice) return null;
  const text = [
    deliveries.askOne(number, whoseMessage(session, row)),
    row.side === 'line' ? deliveries.warnLine : deliveries.warnWorks,
    ...(together.length > 1 ? [deliveries.together(together.length - 1)] : []),
  ].join('\n');
  return { text, deed: deliveries.deed, words: [`${number}`] };
}

interface Candidates {
  readonly can: readonly Candidate[];
  readonly no: number;
  /** Not looked at: they are for the next time. */
  readonly left: number;
}

/** The oldest messages that can be sent again, as many as go at once. */
function candidatesOf({ context }: Session): Candidates {
  const can: Candidate[] = [];
  let looked = 0;
  let behind = 0;
  while (can.length < MOST_AT_ONCE && looked < MOST_LOOKED_AT) {
    const rows = undeliveredBehind(context.db, behind, MOST_AT_ONCE - can.length);
    const last = rows.at(-1);
    if (last === undefined) break;
    behind = last.rowId;
    looked += rows.length;
    can.push(...rows.map((row) => judge(context, row)).filter(isPossible));
  }
  return { can, no: looked - can.length, left: countUndelivered(context.db) - looked };
}

const isPossible = ({ verdict }: Candidate): boolean => verdict.kind !== 'no';
const mayComeTwice = ({ verdict }: Candidate): boolean =>
  verdict.kind !== 'no' && verdict.mayComeTwice;

/** Null: none can be sent again. */
function askAll(session: Session): Proposal | null {
  const { deliveries } = session.words;
  const { can, no, left } = candidatesOf(session);
  if (can.length === 0) return null;
  const doubtful = can.filter(mayComeTwice);
  const text = [
    deliveries.askAll(can.length),
    ...(doubtful.length > 0 ? [deliveries.warnSome(doubtful.length)] : []),
    ...(no > 0 ? [deliveries.leftOut(no)] : []),
    ...(left > 0 ? [deliveries.more(left)] : []),
  ].join('\n');
  return { text, deed: deliveries.deed, words: ['all'] };
}

function one(session: Session, number: number): string {
  const { context, actor, words } = session;
  const { deliveries } = words;
  const resent = resend(context, actor, number);
  switch (resent.kind) {
    case 'begun':
      return [deliveries.begun(number), ...describeWay(session, resent)].join('\n');
    case 'busy':
      wait(session, resent.candidate);
      return deliveries.busy(number);
    case 'no':
      return deliveries.cannotNow(number, hindranceInWords(words, resent.why));
    case 'unknown':
      return waiting(session, number);
    default:
      return resent satisfies never;
  }
}

function describeWay(
  { words }: Session,
  { candidate: { row, verdict, together, request } }: Extract<Resent, { kind: 'begun' }>,
): string[] {
  const { deliveries } = words;
  if (verdict.kind === 'no') return [];
  const warning = row.side === 'line' ? deliveries.warnLine : deliveries.warnWorks;
  const isKnownAgain = verdict.kind === 'same' && request?.retryKey != null;
  return [
    ...(isKnownAgain ? [deliveries.begunSame] : []),
    ...(verdict.mayComeTwice ? [warning] : []),
    ...(verdict.isOld && !verdict.mayComeTwice ? [deliveries.begunAnew] : []),
    ...(together.length > 1 ? [deliveries.together(together.length - 1)] : []),
  ];
}

function wait({ context, memberId: by }: Session, candidate: Candidate): void {
  const { rowId } = candidate.row;
  planRetry(context, { rowId, by, mayComeTwice: mayComeTwice(candidate) });
}

/** Not one that has ended: it waits, or has arrived. */
function waiting({ context, actor, words }: Session, number: number): string {
  const { deliveries } = words;
  switch (tryNow(context, actor, number)) {
    case 'now':
      return deliveries.triedNow(number);
    case 'waits':
      return deliveries.onItsWay(number);
    case 'under-way':
      return deliveries.underWay(number);
    case 'arrived':
      return deliveries.arrivedBefore(number);
    default:
      return deliveries.notKept(number);
  }
}

/** False: it waits for its lane, or for another that waits there. */
function begin(session: Session, { rowId }: Undelivered): boolean {
  const { context, actor } = session;
  const row = readUndelivered(context.db, rowId);
  // It has gone along with another of its request.
  if (row === null) return true;
  if (!followsAnother(context, row)) {
    const resent = resend(context, actor, rowId);
    if (resent.kind !== 'busy') return true;
  }
  wait(session, judge(context, row));
  return false;
}

function everything(session: Session): string {
  const { words } = session;
  const { can, no, left } = candidatesOf(session);
  const busy = can.filter(({ row }) => !begin(session, row)).length;
  if (can.length === 0) return words.deliveries.noneToRetry;
  return [
    words.deliveries.allBegun(can.length - busy, busy, no),
    ...(left > 0 ? [words.deliveries.more(left)] : []),
  ].join('\n');
}
