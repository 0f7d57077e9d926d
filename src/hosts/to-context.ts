import type { Context } from '../context.ts';
import { createMediaLinks } from '../media/links.ts';
import { keptSecret } from '../store/sqlite/secrets.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

/** What every service works with, of this host's parts. */
export function toContext(parts: WorkspaceParts): Context {
  const { config, store, clock, chance } = parts;
  const { works } = config;
  return {
    store,
    db: store.db,
    clock,
    chance,
    ...(parts.reached && { reached: parts.reached }),
    media: createMediaLinks({
      secretKey:
        config.secretKey ??
        parts.secretKey ??
        keptSecret(store.db, 'links', () => chance.token(32)),
      publicUrl: config.publicUrl,
      linkMs: config.mediaLinkMs,
    }),
    settings: {
      companyName: config.companyName,
      adminUsers: config.adminUsers,
      domainId: works.domainId,
      publicUrl: config.publicUrl,
      bridgeBotId: works.bridgeBot.botId,
      adminBotId: works.adminBot?.botId ?? null,
      plan: works.plan,
      retryScheduleMs: config.retryScheduleMs,
      worksStaleMs: config.worksStaleMs,
      directoryPollMs: config.directoryPollMs,
      stickerPictures: config.stickerPictures,
      auditRetentionMs: config.auditRetentionMs,
      mediaRetentionMs: config.mediaRetentionMs,
      mediaTotalBytes: config.mediaTotalBytes,
    },
  };
}
