import { PREVIEW_MAX_BYTES } from '../domain/files/media-form.ts';
import { ICON_SIDE, type IconSource, type MakeIcon } from './icon.ts';
import { type Images, isBounded, transformed } from './images.ts';

/** Icons on Workers, by the Images binding. */
export function imagesIcons(images: Images): IconSource {
  const make: MakeIcon = async (photo) => {
    const open = () => new Blob([new Uint8Array(photo)]).stream();
    const how = { width: ICON_SIDE, height: ICON_SIDE, fit: 'cover' } as const;
    try {
      if (!(await isBounded(images, open()))) return null;
      return await transformed(
        images,
        open(),
        { ...how, format: 'image/png' },
        // The limit of icons is the same (line.md §2.8).
        PREVIEW_MAX_BYTES,
      );
    } catch {
      // It is no picture, or too large: the member has no icon until the photo changes.
      return null;
    }
  };
  return async () => make;
}
