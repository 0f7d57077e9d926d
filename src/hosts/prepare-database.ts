import { planStartJobs, planWokenJobs } from '../../bridge/jobs/table.ts';
import type { Context } from '../context.ts';
import { assignWishedAccounts } from '../services/accounts/assign.ts';
import { endLostExports } from '../services/audit-export/daily.ts';
import { claimDatabase } from '../services/link/claim-database.ts';
import { foldNamesAgain } from '../services/members/fold-names.ts';
import { settleRestored } from '../services/restored/settle.ts';
import { noteGap } from '../services/watch/note-gap.ts';
import { registerAccount } from '../store/line/official-accounts.ts';
import { noteConfiguration } from './fingerprint.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/**
 * Brings what is stored in line with the configuration, before any work.
 *
 * @throws ForeignDatabase when the database belongs to another workspace
 */
export function prepareDatabase(context: Context, parts: WorkspaceParts): void {
  const { config, warmsSearch, staysAwake } = parts;
  claimDatabase(context, {
    domainId: config.works.domainId,
    botId: config.works.bridgeBot.botId,
    channelIds: config.line.channels.map((channel) => channel.channelId),
  });
  for (const { channelId, shared, member } of config.line.channels) {
    registerAccount(context.db, channelId, shared, member);
  }
  foldNamesAgain(context);
  settleRestored(context);
  assignWishedAccounts(context);
  endLostExports(context);
  if (staysAwake) noteGap(context);
  const isNew = noteConfiguration(context, config);
  // Where sleep ends every few minutes, waking is no reason to ask the platforms again.
  if (staysAwake || isNew) planStartJobs(context, warmsSearch === true, staysAwake === true);
  else planWokenJobs(context);
}
