import { generateKeyPairSync } from 'node:crypto';
import { systemChance } from '../src/chance.ts';
import { readConfig } from '../src/config.ts';
import { memberId } from '../src/domain/ids.ts';
import { nodeAlarm } from '../src/node-alarm.ts';
import { nodeBody } from '../src/node-body.ts';
import { openRoom } from '../src/services/open-room.ts';
import { changeLink } from '../src/store/link.ts';
import { addLinkMember } from '../src/store/link-members.ts';
import { saveMember } from '../src/store/members.ts';
import { openNodeStore } from '../src/store/node.ts';
import { changeAccount } from '../src/store/official-accounts.ts';
import { createWorkspace, type Workspace } from '../src/workspace.ts';
import { BOT_USER, CHANNEL, SECRET, USERS } from './webhooks.ts';

/** The bridge as `npm start` puts it together, but for its platforms, which never answer. */
export interface BenchBridge {
  /** How concurrent requests are made durable. */
  readonly commits: 'grouped' | 'direct';
  /** Whether events are also worked on while they come in, as in production. */
  readonly engine: 'running' | 'paused';
}

/**
 * A workspace in which the link is on and every user has a talk room, so that each webhook becomes an
 * audit entry and an outbox row. Sending stops at the platforms' limits as it would in production:
 * 240 a minute are nothing beside thousands of webhooks a second.
 */
export function openWorkspace(folder: string, bridge: BenchBridge): Workspace {
  const clock = { now: () => Date.now() };
  const workspace: Workspace = createWorkspace({
    config: benchConfig(folder),
    store: openNodeStore(folder),
    http: () => new Promise(() => undefined),
    clock,
    chance: systemChance,
    alarm: nodeAlarm(clock, () => workspace.engine.wake()),
    mostFiles: 16,
    mostInFlight: 256,
    commits: bridge.commits,
    bodyOf: nodeBody,
    onFault: (what, error) => console.error(what, error),
  });
  workspace.context.store.transaction(() => furnish(workspace));
  if (bridge.engine === 'paused') void workspace.engine.stop(0);
  return workspace;
}

function furnish({ context }: Workspace): void {
  const { db } = context;
  const tanaka = memberId('bench-member');
  const now = context.clock.now();
  changeLink(db, { enabled: true });
  changeAccount(db, CHANNEL, { botUserId: BOT_USER });
  saveMember(db, {
    memberId: tanaka,
    email: 'tanaka@bench',
    fullName: '田中 花',
    lastName: '田中',
    firstName: '花',
    phonetic: null,
    nickName: null,
    otherNames: [],
    department: null,
    position: null,
    isAdministrator: false,
    isSuspended: false,
    isWaiting: false,
    isDeleted: false,
    isOnLeave: false,
    searchText: 'tanaka',
    readingKey: null,
    readAt: now,
    refusedSender: null,
    refusedSenderAt: null,
    locale: null,
  });
  addLinkMember(db, {
    memberId: tanaka,
    status: 'available',
    talkId: null,
    reason: null,
    requestedBy: null,
    addedAt: now,
    changedAt: now,
    roomMode: 'room',
  });
  for (const lineUserId of USERS) {
    openRoom(context, { channelId: CHANNEL, lineUserId, memberId: tanaka });
  }
}

function benchConfig(folder: string) {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const read = readConfig({
    DATA_DIR: folder,
    PUBLIC_URL: 'http://127.0.0.1:8787',
    LINE_CHANNEL_ID: CHANNEL,
    LINE_CHANNEL_SECRET: SECRET,
    WORKS_CLIENT_ID: 'client',
    WORKS_CLIENT_SECRET: 'client-secret',
    WORKS_SERVICE_ACCOUNT: 'bench@bench',
    WORKS_PRIVATE_KEY: privateKey,
    WORKS_DOMAIN_ID: '400000001',
    WORKS_BOT_ID: '2000001',
    WORKS_BOT_SECRET: 'bot-secret',
    COMPANY_NAME: 'みどり商店',
    ADMIN_USERS: 'suzuki@bench',
    SANDBOX: '0',
  });
  if (!read.ok || read.config.mode !== 'live') throw new Error(JSON.stringify(read));
  return read.config;
}
