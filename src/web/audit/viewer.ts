import type { Context } from '../../context.ts';
import type { Actor } from '../../domain/audit.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { ReadAsset } from '../../media/assets.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Checkpoints } from '../../services/checkpoints/checkpoints.ts';
import type { Words } from '../../words/words.ts';

/** What the pages work with. */
export interface AuditPageParts {
  readonly context: Context;
  readonly blobs: BlobStore;
  readonly checkpoints: Pick<Checkpoints, 'make' | 'signer'>;
  /** The stylesheet, and the page that verifies an export without network. */
  readonly readAsset: ReadAsset;
  /** Receives our faults: kind and stack, never content. */
  readonly onFault: (what: string, error: unknown) => void;
}

/** The auditor who looks at a page: a request with an open session, whose role was just checked. */
export interface Viewer {
  readonly memberId: MemberId;
  /** As an entry of the log names them. */
  readonly actor: Actor;
  readonly words: Words;
  /** Hex; the key of the session's row. */
  readonly sessionHash: string;
  /** Stands in the address (`form=`) of every form that changes something: no body is read. */
  readonly formToken: string;
  /** A digest that only this session can make: `looked` is one of what it looked at last. */
  readonly digest: (what: string) => string;
  readonly looked: string | null;
  /** Epoch ms. */
  readonly endsAt: number;
}

/** What the gate leaves to the pages behind it: `c.get('viewer')`. */
export interface AuditEnv {
  readonly Variables: { readonly viewer: Viewer };
}
