import type { IconSource, MakeIcon } from './icon.ts';
import { MOST_PIXELS } from './pictures.ts';

/** Uncompressed 256 × 256 pixels are 262 kB: far below the 1 MB of line.md §2.8, whatever they show. */
const SIDE = 256;

/** Icons by sharp, on Node. It is loaded when first needed, and whoever installed without it has no icons. */
export function sharpIcons(): IconSource {
  let loaded: Promise<MakeIcon | null> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

async function load(): Promise<MakeIcon | null> {
  try {
    const { default: sharp } = await import('sharp');
    return async (photo) => {
      try {
        const picture = sharp(photo, { limitInputPixels: MOST_PIXELS }).autoOrient();
        const square = picture.resize(SIDE, SIDE, { fit: 'cover' });
        return await square.png({ compressionLevel: 9 }).toBuffer();
      } catch {
        // Not a picture, or too large a one: the member has no icon until the photo changes.
        return null;
      }
    };
  } catch {
    // An optional dependency that is not there (toolchain.md §9).
    return null;
  }
}
