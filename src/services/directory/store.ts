import { type Context, record } from '../../context.ts';
import { SYSTEM } from '../../domain/audit.ts';
import { memberId } from '../../domain/ids.ts';
import type { DirectoryFacts } from '../../domain/people/directory-facts.ts';
import { paceAfter } from '../../domain/people/directory-pace.ts';
import { changesAnything, planDirectory } from '../../domain/people/plan-directory.ts';
import type { DirectoryUser } from '../../platforms/line-works/directory.ts';
import { readLink } from '../../store/link.ts';
import { allAbsences } from '../../store/people/absences.ts';
import { allMissing, allNewcomers } from '../../store/people/directory.ts';
import { readDirectoryPace, saveDirectoryPace } from '../../store/people/directory-pace.ts';
import { allLinkMembers } from '../../store/people/link-members.ts';
import { allMembers, type Member, saveMember } from '../../store/people/members.ts';
import { assignWishedAccounts } from '../accounts/assign.ts';
import { pinConfiguredAdmins } from '../roles/roles.ts';
import { acceptedActive, endDirectoryAlarm, raiseDirectoryAlarm } from './alarm.ts';
import { applyDirectory } from './apply.ts';
import { toMember, toPerson } from './to-member.ts';

export type DirectoryStored =
  | {
      readonly kind: 'read';
      readonly members: number;
      /** When to read again on a host that sleeps, ms. */
      readonly pollMs: number;
    }
  | { readonly kind: 'suspicious'; readonly known: number; readonly active: number };

/**
 * Stores the whole directory as just read and applies the consequences, in the caller's
 * transaction. A directory that is empty or suddenly far smaller is reported and changes nothing:
 * it can be an artefact of the API (line-works.md §6, §11).
 */
export function storeDirectory(context: Context, users: readonly DirectoryUser[]): DirectoryStored {
  const now = context.clock.now();
  const known = new Map(allMembers(context.db).map((member) => [member.memberId, member]));
  const shown = users.map((user) => toMember(user, known.get(memberId(user.userId)) ?? null, now));
  const facts = gatherFacts(context, known, shown);
  const plan = planDirectory(facts);
  if (plan.kind === 'suspicious') {
    raiseDirectoryAlarm(context, plan.known, plan.active);
    return plan;
  }
  const linked = new Set(facts.links.map((link) => link.memberId));
  const { added, saved } = saveChanges(context, known, shown, linked);
  // Settle permissions before sending any notice.
  pinConfiguredAdmins(context);
  applyDirectory(context, plan);
  assignWishedAccounts(context);
  endDirectoryAlarm(context);
  if (added > 0 || plan.gone.length > 0) {
    record(context, {
      action: 'directory.read',
      actor: SYSTEM,
      outcome: 'ok',
      facts: { before: known.size, after: known.size + added, gone: plan.gone.length },
    });
  }
  const pollMs = notePace(context, saved > 0 || changesAnything(plan));
  return { kind: 'read', members: users.length, pollMs };
}

function gatherFacts(
  context: Context,
  known: ReadonlyMap<Member['memberId'], Member>,
  shown: readonly Member[],
): DirectoryFacts {
  const { db, settings } = context;
  const missing = new Map(allMissing(db).map((row) => [row.memberId, row]));
  const absences = new Map(allAbsences(db).map((row) => [row.memberId, row.kind]));
  const link = readLink(db);
  return {
    known: [...known.values()].map((member) => ({
      ...toPerson(member),
      missing: missing.get(member.memberId) ?? null,
    })),
    links: allLinkMembers(db).map((row) => ({
      ...row,
      absence: absences.get(row.memberId) ?? null,
    })),
    read: shown.map(toPerson),
    newcomers: allNewcomers(db),
    link: {
      enabled: link.enabled,
      everyone: link.scope === 'all' || settings.plan === 'free',
      autoAdd: link.autoAdd,
    },
    companyName: settings.companyName,
    acceptedActive: acceptedActive(context),
    now: context.clock.now(),
  };
}

function notePace({ db, clock, settings }: Context, changed: boolean): number {
  const pollMs = paceAfter(readDirectoryPace(db), settings.directoryPollMs, changed);
  saveDirectoryPace(db, { readAt: clock.now(), pollMs });
  return pollMs;
}

/** Writes the rows that differ, and counts them. */
function saveChanges(
  context: Context,
  known: ReadonlyMap<Member['memberId'], Member>,
  shown: readonly Member[],
  linked: ReadonlySet<Member['memberId']>,
): { readonly added: number; readonly saved: number } {
  let added = 0;
  let saved = 0;
  for (const member of shown) {
    const old = known.get(member.memberId);
    if (old === undefined) {
      // A person marked as deleted whom we never knew needs no row.
      if (member.isDeleted && !linked.has(member.memberId)) continue;
      added += 1;
    } else if (isSame(old, member)) {
      continue;
    }
    saved += 1;
    saveMember(context.db, member);
  }
  return { added, saved };
}

function isSame(old: Member, now: Member): boolean {
  const fields = Object.keys(now) as (keyof Member)[];
  return fields.every((field) => {
    if (field === 'readAt') return true;
    const [before, after] = [old[field], now[field]];
    if (typeof after !== 'object' || after === null) return before === after;
    return JSON.stringify(before) === JSON.stringify(after);
  });
}
