import * as z from 'zod';
import { type MemberId, memberId } from '../../domain/ids.ts';
import { displayName } from '../../domain/text/names.ts';
import * as lenient from '../lenient.ts';

/** One person of the LINE WORKS directory (line-works.md §6). The tenant may hide any field. */
export interface DirectoryUser {
  readonly userId: MemberId;
  /** The login ID, which may change. */
  readonly email: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly phoneticLastName: string | null;
  readonly phoneticFirstName: string | null;
  readonly nickName: string | null;
  readonly otherNames: readonly OtherName[];
  /** Primary organization's primary unit, else the first. */
  readonly department: string | null;
  readonly position: string | null;
  /** True for super administrators only. */
  readonly isAdministrator: boolean;
  readonly isSuspended: boolean;
  readonly isAwaiting: boolean;
  readonly isPending: boolean;
  readonly isDeleted: boolean;
  readonly isOnLeave: boolean;
  /** Epoch ms; in the future while the account is not yet usable. */
  readonly activationAt: number | null;
  /** The person's LINE WORKS language, such as `ja_JP`; absent where hidden. */
  readonly locale?: string;
}

export interface OtherName {
  /** `ja_JP`, `ko_KR`, `en_US`, `zh_CN`, `zh_TW` and future ones. */
  readonly language: string;
  /** In the order the person writes it. */
  readonly name: string;
}

const userSchema = z.object({
  userId: lenient.id,
  email: lenient.text,
  userName: lenient.inner({
    lastName: lenient.text,
    firstName: lenient.text,
    phoneticLastName: lenient.text,
    phoneticFirstName: lenient.text,
  }),
  nickName: lenient.text,
  i18nNames: lenient.list,
  organizations: lenient.list,
  isAdministrator: lenient.flag,
  isSuspended: lenient.flag,
  isAwaiting: lenient.flag,
  isPending: lenient.flag,
  isDeleted: lenient.flag,
  leaveOfAbsence: lenient.inner({ isLeaveOfAbsence: lenient.flag }),
  activationDate: lenient.text,
  locale: lenient.text,
});

const i18nNameSchema = z.object({
  language: z.string().min(1),
  lastName: lenient.text,
  firstName: lenient.text,
});

const organizationSchema = z.object({ primary: lenient.flag, orgUnits: lenient.list });

const orgUnitSchema = z.object({
  primary: lenient.flag,
  orgUnitName: lenient.text,
  positionName: lenient.text,
});

type User = z.infer<typeof userSchema>;

/** Reads one entry of `GET /users` or `GET /users/{key}`. Null without a userId. */
export function readDirectoryUser(raw: unknown): DirectoryUser | null {
  const { data } = userSchema.safeParse(raw);
  if (data?.userId == null) return null;
  return {
    userId: memberId(data.userId),
    email: data.email || null,
    lastName: data.userName?.lastName || null,
    firstName: data.userName?.firstName || null,
    phoneticLastName: data.userName?.phoneticLastName || null,
    phoneticFirstName: data.userName?.phoneticFirstName || null,
    nickName: data.nickName || null,
    otherNames: otherNamesOf(data.i18nNames),
    ...placeOf(data.organizations),
    ...statusOf(data),
    ...(data.locale ? { locale: data.locale } : {}),
  };
}

function statusOf(user: User) {
  return {
    isAdministrator: user.isAdministrator ?? false,
    isSuspended: user.isSuspended ?? false,
    isAwaiting: user.isAwaiting ?? false,
    isPending: user.isPending ?? false,
    isDeleted: user.isDeleted ?? false,
    isOnLeave: user.leaveOfAbsence?.isLeaveOfAbsence ?? false,
    activationAt: lenient.instantOf(user.activationDate),
  };
}

function otherNamesOf(entries: readonly unknown[]): OtherName[] {
  return read(i18nNameSchema, entries).flatMap(({ language, lastName, firstName }) => {
    const name = displayName({
      lastName: lastName ?? null,
      firstName: firstName ?? null,
      nickName: null,
    });
    return name === '' ? [] : [{ language, name }];
  });
}

function placeOf(entries: readonly unknown[]) {
  const organization = primaryOf(read(organizationSchema, entries));
  const unit = primaryOf(read(orgUnitSchema, organization?.orgUnits ?? []));
  return { department: unit?.orgUnitName || null, position: unit?.positionName || null };
}

function primaryOf<Entry extends { primary?: boolean | null | undefined }>(
  entries: readonly Entry[],
): Entry | undefined {
  return entries.find((entry) => entry.primary) ?? entries[0];
}

function read<Entry>(schema: z.ZodType<Entry>, entries: readonly unknown[]): Entry[] {
  return entries.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
