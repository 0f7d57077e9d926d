import type { MediaUpload } from '../../../src/domain/delivery/errand.ts';
import type { FoundRoom } from '../../../src/domain/delivery/our-room.ts';
import type { WorksChannelId } from '../../../src/domain/ids.ts';
import type { LineProfile, SentMessages } from '../../../src/platforms/line/client.ts';
import type { WorksChannel } from '../../../src/platforms/line-works/client.ts';
import type { Taken } from '../../../src/services/files/keep.ts';

/** A call's answer, by its step. */
export type Answer =
  | { readonly of: 'line-say'; readonly sent: SentMessages }
  | { readonly of: 'line-profile'; readonly profile: LineProfile }
  | { readonly of: 'create-room'; readonly worksChannelId: WorksChannelId }
  | { readonly of: 'inspect-room'; readonly channel: WorksChannel }
  | { readonly of: 'check-room'; readonly found: FoundRoom; readonly channelType: string }
  | { readonly of: 'upload-picture'; readonly fileId: string }
  | { readonly of: 'fetch-media'; readonly taken: Taken }
  | { readonly of: 'upload-media'; readonly upload: MediaUpload }
  | { readonly of: 'done' };
