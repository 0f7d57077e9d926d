import type { MemberId, TalkId } from '../ids.ts';
import type { FailureReason, LinkStatus, RegistrationMember } from './registration.ts';

/** Why a link member cannot answer for now (DESIGN §6.2). */
export type AbsenceKind = 'suspended' | 'on-leave' | 'unreachable';

/** One person of the directory, as far as the link is concerned. */
export interface Person extends RegistrationMember {
  readonly memberId: MemberId;
  /** Awaiting, pending, or not yet activated: cannot use LINE WORKS yet. */
  readonly isWaiting: boolean;
  readonly isOnLeave: boolean;
}

export interface KnownPerson extends Person {
  /** Since when, and in how many polls in a row, the directory has not shown them. */
  readonly missing: { readonly since: number; readonly polls: number } | null;
}

export interface KnownLink {
  readonly memberId: MemberId;
  readonly status: LinkStatus;
  readonly talkId: TalkId | null;
  readonly reason: FailureReason | null;
  readonly absence: AbsenceKind | null;
}

export interface DirectoryFacts {
  readonly known: readonly KnownPerson[];
  readonly links: readonly KnownLink[];
  /** The whole directory as just read. */
  readonly read: readonly Person[];
  /** People who appeared while autoAdd was on and could not be added yet. */
  readonly newcomers: ReadonlySet<MemberId>;
  readonly link: {
    readonly enabled: boolean;
    /** Also on the free plan. */
    readonly everyone: boolean;
    readonly autoAdd: boolean;
  };
  readonly companyName: string;
  /** How many active people an admin has confirmed to be all there are; null when none did. */
  readonly acceptedActive: number | null;
  readonly now: number;
}

/** Whether someone can use LINE WORKS now. */
export const isActive = (person: Person) =>
  !person.isDeleted && !person.isSuspended && !person.isWaiting;
