import type { Sharp } from 'sharp';
import { PREVIEW_MAX_BYTES } from '../domain/files/media-form.ts';
import { decodeHeic } from './heic.ts';
import {
  BEHIND_PICTURES,
  type MadePreview,
  type MakePreview,
  MOST_PIXELS,
  PREVIEW_STEPS,
  type PreviewSource,
} from './pictures.ts';

/** Previews on Node by sharp, HEIC by heic-decode. Both are loaded on first use. */
export function sharpPreviews(): PreviewSource {
  let loaded: Promise<MakePreview | null> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

async function load(): Promise<MakePreview | null> {
  let sharp: typeof import('sharp').default;
  try {
    ({ default: sharp } = await import('sharp'));
  } catch {
    // The optional dependency is not installed (toolchain.md §9).
    return null;
  }
  const make: MakePreview = async (open, contentType) => {
    const picture = new Uint8Array(await new Response(await open()).arrayBuffer());
    try {
      if (contentType !== 'image/heic' && contentType !== 'image/heif') {
        return await shrink(sharp(picture, { limitInputPixels: MOST_PIXELS }).autoOrient());
      }
      const raw = await decodeHeic(picture, MOST_PIXELS);
      if (raw === null) return null;
      const { width, height } = raw;
      return await shrink(sharp(raw.rgba, { raw: { width, height, channels: 4 } }));
    } catch {
      // It is no picture after all, or too large: it goes as a card.
      return null;
    }
  };
  return oneAtATime(make);
}

/** A picture of 64 million pixels takes 256 MB of memory: never decode two at once. */
function oneAtATime(make: MakePreview): MakePreview {
  let last: Promise<unknown> = Promise.resolve();
  return (open, contentType) => {
    const made = last.then(() => make(open, contentType));
    last = made.catch(() => null);
    return made;
  };
}

async function shrink(picture: Sharp): Promise<MadePreview | null> {
  for (const { side, quality } of PREVIEW_STEPS) {
    const { data, info } = await picture
      .clone()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: BEHIND_PICTURES })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    if (data.byteLength > PREVIEW_MAX_BYTES) continue;
    return { jpeg: data, width: info.width, height: info.height };
  }
  return null;
}
