import type { PreviewSource } from '../../../src/media/pictures.ts';
import type { LineClient } from '../../../src/platforms/line/client.ts';
import type { WorksClient } from '../../../src/platforms/line-works/client.ts';
import type { MeteredBlobs } from '../../../src/services/files/meter.ts';

/** What calls are made with. */
export interface Platforms {
  readonly line: LineClient;
  readonly works: WorksClient;
  readonly blobs: MeteredBlobs;
  readonly previews: PreviewSource;
}
