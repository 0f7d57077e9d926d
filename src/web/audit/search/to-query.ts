import type { Context } from '../../../context.ts';
import type { AuditOutcome } from '../../../domain/audit.ts';
import {
  type LineUserId,
  lineUserId,
  type MemberId,
  memberId,
  type TalkRoomId,
  talkRoomId,
} from '../../../domain/ids.ts';
import { nextDay, readDay } from '../../../domain/jst.ts';
import type { ContentKind } from '../../../domain/messages/content.ts';
import { openQuote, tokensOf } from '../../../domain/text/tokens.ts';
import type { AuditQuery, UsersCalled } from '../../../services/audit/search/query.ts';
import { findMember } from '../../../services/members/find.ts';
import { isPersonInLog } from '../../../store/audit/audit-names.ts';
import type { Member } from '../../../store/people/members.ts';
import type { Asked, Field } from './asked.ts';

/** Longer than anybody types, and than any name. */
export const MOST_TYPED = 500;
/** More words than anybody looks for at once. */
export const MOST_PHRASES = 20;

/** The kinds that a form offers. */
export const KINDS = [
  ...['text', 'image', 'video', 'audio', 'file', 'sticker', 'location', 'unknown'],
] as const satisfies readonly ContentKind[];

/** What may have become of a message, as a form offers it. */
export const OUTCOMES = [
  ...['sent', 'relayed', 'held', 'uncertain', 'exhausted', 'cancelled', 'expired'],
  ...['refused', 'unaddressed', 'answered', 'recorded'],
] as const satisfies readonly AuditOutcome[];

/** Why a field cannot be searched by. `said`: what stands there. */
export type FieldFault = { readonly field: Field; readonly said: string } & (
  | {
      readonly fault:
        | 'too-long'
        | 'too-many'
        | 'open-quote'
        | 'no-day'
        | 'backwards'
        | 'nobody'
        | 'no-user'
        | 'no-room'
        | 'no-choice';
    }
  /** A name that several bear. */
  | { readonly fault: 'several'; readonly members: readonly Member[] }
);

/** A part of the query, or why there is none. */
type Part<Value> = { readonly value: Value } | { readonly fault: FieldFault };

export type ReadQuery =
  | { readonly kind: 'query'; readonly query: AuditQuery }
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] };

/** Makes a query of what was typed; every fault is named. */
export function toQuery(
  context: Context,
  { typed, trail }: Asked,
  { area, limit }: Pick<AuditQuery, 'area' | 'limit'>,
): ReadQuery {
  const faults: FieldFault[] = [];
  const of = <Value>(field: Field, read: (said: string) => Part<Value>): Value | null => {
    const said = typed[field];
    if (said === '') return null;
    const part =
      said.length > MOST_TYPED
        ? { fault: { fault: 'too-long' as const, field, said } }
        : read(said);
    if ('value' in part) return part.value;
    faults.push(part.fault);
    return null;
  };
  const sought = of('q', (said) => phrases('q', said)) ?? [];
  const from = of('from', (said) => day('from', said));
  const to = of('to', (said) => day('to', said));
  const query: AuditQuery = {
    phrases: sought,
    fileNames: of('file', (said) => phrases('file', said)) ?? [],
    from,
    to: to === null ? null : nextDay(to),
    members: of('member', (said) => members(context, said)),
    users: of('user', users),
    rooms: of('room', room),
    directions: of('direction', (said) => choice('direction', said, ['in', 'out'])),
    kinds: of('kind', (said) => choice('kind', said, KINDS)),
    outcomes: of('outcome', (said) => choice('outcome', said, OUTCOMES)),
    ...{ area, limit, skip: 0, before: trail.at(-1) ?? null },
  };
  if (from !== null && to !== null && from > to) {
    faults.push({ fault: 'backwards', field: 'to', said: typed.to });
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'query', query };
}

function phrases(field: Field, said: string): Part<readonly string[]> {
  const line = said.normalize('NFKC');
  const tokens = tokensOf(line);
  if (tokens === null) {
    return { fault: { fault: 'open-quote', field, said: openQuote(line) ?? '' } };
  }
  const value = tokens.map(({ text }) => text.trim()).filter((text) => text !== '');
  return value.length > MOST_PHRASES ? { fault: { fault: 'too-many', field, said } } : { value };
}

/** A talk room's number as people type it, or as it is shown: `12`, `１２`, `#12`. */
function room(said: string): Part<readonly TalkRoomId[]> {
  const number = /^#?([1-9]\d{0,8})$/.exec(said.normalize('NFKC'))?.[1];
  return number === undefined
    ? { fault: { fault: 'no-room', field: 'room', said } }
    : { value: [talkRoomId(Number(number))] };
}

function day(field: Field, said: string): Part<number> {
  const at = readDay(said);
  return at === null ? { fault: { fault: 'no-day', field, said } } : { value: at };
}

function choice<Code extends string>(
  field: Field,
  said: string,
  codes: readonly Code[],
): Part<readonly Code[]> {
  const code = codes.find((known) => known === said);
  return code === undefined ? { fault: { fault: 'no-choice', field, said } } : { value: [code] };
}

/** Members, also those who have left, and whoever else acted under a userId. */
function members(context: Context, said: string): Part<readonly MemberId[]> {
  const found = findMember(context, said, { alsoDeleted: true });
  switch (found.kind) {
    case 'one':
      return { value: [found.member.memberId] };
    case 'several':
      return { fault: { fault: 'several', field: 'member', said, members: found.members } };
    case 'none':
      return isPersonInLog(context.db, said)
        ? { value: [memberId(said)] }
        : { fault: { fault: 'nobody', field: 'member', said } };
    default:
      return found satisfies never;
  }
}

const LINE_USER_ID = /^U[0-9a-f]{32}$/;

/** Names are compared by the search itself: they are those of the log, not those of today. */
function users(said: string): Part<UsersCalled> {
  const ids: LineUserId[] = LINE_USER_ID.test(said) ? [lineUserId(said)] : [];
  return { value: ids.length > 0 ? { said: [], ids } : { said: [said], ids } };
}
