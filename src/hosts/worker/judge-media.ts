import type { Context } from '../../context.ts';
import { blobByKey } from '../../services/files/links.ts';
import { readBlob } from '../../store/files/blobs.ts';
import { judgeLink, NO_FILE_HEADERS } from '../../web/media-route.ts';
import { type AskedFile, answerFile, type FileAnswer } from '../../web/serve-blob.ts';

/** A request for a file, as the front hands it to the workspace's object. */
export interface AskedMedia extends AskedFile {
  readonly token: string;
  readonly name: string;
}

/** An answer without a file's bytes. */
export interface MediaAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
}

/** What the object says of a link; the front does the rest. */
export type MediaVerdict =
  | MediaAnswer
  | {
      readonly kind: 'stream';
      /** By which to ask whether the file still is to be had. */
      readonly link: string;
      /** The file's key in the bucket. */
      readonly place: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly bytes: NonNullable<FileAnswer['bytes']>;
    }
  /** Where the bytes stand is not on record: the object hands them out itself. */
  | { readonly kind: 'by-object' };

/** @param prefix of the workspace's keys in the bucket */
export function judgeMedia(context: Context, prefix: string, asked: AskedMedia): MediaVerdict {
  const judged = judgeLink(context, asked.token, asked.name);
  switch (judged.kind) {
    case 'nothing':
      return NO_FILE;
    case 'picture':
      return { kind: 'answer', status: 200, headers: judged.headers, body: judged.png };
    case 'file': {
      const { place = null, size = 0 } = readBlob(context.db, judged.blob.sha256) ?? {};
      if (place === null) return { kind: 'by-object' };
      const { status, headers, bytes } = answerFile(judged.blob, size, asked);
      if (bytes === null) return { kind: 'answer', status, headers, body: null };
      return {
        kind: 'stream',
        link: judged.key,
        place: `${prefix}${place}`,
        status,
        headers,
        bytes,
      };
    }
    default:
      return judged satisfies never;
  }
}

/** For a link that leads nowhere. */
export const NO_FILE: MediaAnswer = {
  kind: 'answer',
  status: 404,
  headers: { ...NO_FILE_HEADERS, 'content-type': 'text/plain; charset=UTF-8' },
  body: 'not found',
};

/** Whether the file of a link is still to be had: its message may have been unsent meanwhile. */
export const isStillThere = (context: Context, link: string): boolean =>
  blobByKey(context, link) !== null;
