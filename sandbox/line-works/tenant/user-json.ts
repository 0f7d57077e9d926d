import type { MemberRecord } from './records.ts';

function orgUnits(m: MemberRecord) {
  if (m.department === null) return [];
  return [
    {
      orgUnitId: `orgunit-${encodeURIComponent(m.department)}`,
      orgUnitExternalKey: null,
      orgUnitEmail: null,
      orgUnitName: m.department,
      primary: true,
      positionId: m.position === null ? null : `position-${encodeURIComponent(m.position)}`,
      positionExternalKey: null,
      positionName: m.position,
      isManager: false,
      visible: true,
      useTeamFeature: false,
    },
  ];
}

/** A user as the API shows it (line-works.md §6, fixtures/line-works/api-user-get-response.json). */
export function userJson(m: MemberRecord, domainId: number) {
  return {
    domainId,
    userId: m.userId,
    userExternalKey: null,
    isAdministrator: m.isAdministrator,
    isPending: m.isPending,
    isSuspended: m.isSuspended,
    isDeleted: m.isDeleted,
    isAwaiting: m.isAwaiting,
    suspendedReason: m.isSuspended ? 'MASTER' : null,
    email: m.email,
    userName: {
      lastName: m.lastName,
      firstName: m.firstName,
      phoneticLastName: m.phoneticLastName,
      phoneticFirstName: m.phoneticFirstName,
    },
    i18nNames: m.i18nNames,
    nickName: m.nickName,
    privateEmail: null,
    aliasEmails: [],
    searchable: true,
    organizations: [
      {
        domainId,
        primary: true,
        userExternalKey: null,
        email: m.email,
        levelId: null,
        levelName: null,
        executive: false,
        organizationName: 'org',
        orgUnits: orgUnits(m),
      },
    ],
    telephone: null,
    cellPhone: null,
    locale: m.locale ?? 'ja_JP',
    timeZone: 'Asia/Tokyo',
    leaveOfAbsence: { startTime: null, endTime: null, isLeaveOfAbsence: m.leaveOfAbsence },
    activationDate: null,
    employeeNumber: null,
  };
}
