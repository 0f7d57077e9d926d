import { ICON_SIDE, type IconSource, type MakeIcon } from './icon.ts';
import { MOST_PIXELS } from './pictures.ts';

/** Icons by sharp, on Node. Loaded on first use; an installation without sharp has no icons. */
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
        const square = picture.resize(ICON_SIDE, ICON_SIDE, { fit: 'cover' });
        return await square.png({ compressionLevel: 9 }).toBuffer();
      } catch {
        // It is no picture, or too large: the member has no icon until the photo changes.
        return null;
      }
    };
  } catch {
    // The optional dependency is not installed (toolchain.md §9).
    return null;
  }
}
