import type { AppInput, I18nName, WorksBubble } from '../types.ts';

/** An app as stored. */
export type AppRecord = AppInput;

/** An access or refresh token. */
export interface TokenRecord {
  token: string;
  kind: 'access' | 'refresh';
  clientId: string;
  scopes: string[];
  expiresAt: number;
}

/** A bot as stored. */
export interface BotRecord {
  botId: string;
  name: string;
  botSecret: string;
  /** The secret it was registered with: tells a re-issued one from a changed configuration. */
  registeredSecret: string;
  description: string;
  photoUrl: string;
  enableCallback: boolean;
  callbackUrl: string | null;
  callbackEvents: string[];
  channelEvents: string[];
  administrators: string[];
  subadministrators: string[];
  enableGroupJoin: boolean;
  /** allowToSelectedMember: the only members who may use it; null = everyone (line-works.md §5.3). */
  releasedTo: string[] | null;
  persistentMenu: Record<string, unknown> | null;
}

/** A member as stored. */
export interface MemberRecord {
  seq: number;
  userId: string;
  email: string;
  lastName: string | null;
  firstName: string | null;
  phoneticLastName: string | null;
  phoneticFirstName: string | null;
  i18nNames: I18nName[];
  nickName: string | null;
  department: string | null;
  position: string | null;
  isAdministrator: boolean;
  hasPhoto: boolean;
  isSuspended: boolean;
  isAwaiting: boolean;
  isPending: boolean;
  isDeleted: boolean;
  leaveOfAbsence: boolean;
  /** Absent in what an older sandbox has stored. */
  locale?: string;
}

/** A talk room as stored. */
export interface RoomRecord {
  seq: number;
  channelId: string;
  type: 'SINGLE_USER' | 'MULTI_USERS';
  title: string;
  botId: string;
  botPresent: boolean;
  members: string[];
  /** 1:1 rooms: contact was made, so `begin` was fired. */
  begun: boolean;
}

/** A bubble as stored. */
export interface BubbleRecord extends WorksBubble {
  channelId: string;
}

/** A file's description; its bytes stand apart. */
export interface FileRecord {
  fileId: string;
  botId: string;
  fileName: string;
  contentType: string;
  size: number;
  /** False between the attachment call and the upload. */
  uploaded: boolean;
  expiresAt: number;
}
