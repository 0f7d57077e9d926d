import type { Context } from '../../context.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { LineClient } from '../../platforms/line/client.ts';
import type { WorksClient } from '../../platforms/line-works/client.ts';
import { listAccounts } from '../../store/line/official-accounts.ts';
import type { DailyState } from '../audit-export/daily.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';
import type { WatchParts } from '../watch/parts.ts';
import { checkAuditLog, checkExports } from './audit-checks.ts';
import type { Finding } from './finding.ts';
import { checkClock, checkDisk } from './host-checks.ts';
import { checkLineAccount } from './line-checks.ts';
import { checkRooms } from './room-check.ts';
import { checkAlerts, checkCertificate } from './watch-checks.ts';
import { checkBot, checkBotDomain, checkWorksToken } from './works-checks.ts';

/** Facts that only the host knows. */
export interface HostFacts {
  /** Our clock minus the platforms', ms; null before the first answer. */
  skewMs(): number | null;
  /** Bytes; null where we have no disk of our own. */
  freeBytes(): Promise<number | null>;
  /** Null: it is not ours to look after. */
  readonly certificate: WatchParts['certificate'];
  /** Null: there are no daily exports. */
  exports(): DailyState | null;
}

/** The administrator for whom the rooms of the room check are made, and their title. */
export interface RoomCheck {
  readonly asker: MemberId;
  readonly title: string;
}

export interface Examined {
  readonly line: LineClient;
  readonly works: WorksClient;
  readonly host: HostFacts;
  readonly checkpoints: Pick<Checkpoints, 'state' | 'storedNotes'>;
}

/**
 * Checks everything outside Kakehashi that must be right: tokens, scopes, bot settings, webhooks,
 * clock, disk, and which kind of room LINE WORKS gives. Writes nothing.
 *
 * @param rooms for the room check, which makes two rooms and leaves them; null: it is left out
 */
export async function examine(
  context: Context,
  { line, works, host, checkpoints }: Examined,
  rooms: RoomCheck | null,
): Promise<readonly Finding[]> {
  const { settings } = context;
  const { bridgeBotId, adminBotId, publicUrl, domainId } = settings;
  const token = await checkWorksToken(works);
  const groups = await Promise.all([
    ...listAccounts(context.db).map((account) => checkLineAccount(line, account, publicUrl)),
    token.some((finding) => finding.check === 'works-token' && !finding.ok)
      ? []
      : checkBots(works, bridgeBotId, adminBotId, publicUrl, domainId, rooms),
  ]);
  const free = await host.freeBytes();
  return [
    ...token,
    ...groups.flat(),
    checkClock(host.skewMs()),
    checkDisk(free),
    ...(await checkCertificate(host.certificate, context.clock.now())),
    ...checkAlerts(context),
    ...(await checkAuditLog(checkpoints)),
    ...checkExports(host.exports()),
  ];
}

async function checkBots(
  works: WorksClient,
  bridgeBotId: Parameters<typeof checkBot>[2],
  adminBotId: Parameters<typeof checkBot>[2] | null,
  publicUrl: string,
  domainId: string,
  rooms: RoomCheck | null,
): Promise<Finding[]> {
  const findings = [
    await checkBot(works, 'bridge-bot', bridgeBotId, publicUrl),
    await checkBotDomain(works, bridgeBotId, domainId),
  ];
  if (adminBotId !== null) {
    findings.push(await checkBot(works, 'admin-bot', adminBotId, publicUrl));
    findings.push(await checkBotDomain(works, adminBotId, domainId));
  }
  if (rooms === null) return findings;
  return [...findings, await checkRooms(works, bridgeBotId, rooms.asker, rooms.title)];
}
