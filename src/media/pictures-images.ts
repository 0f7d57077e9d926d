import { PREVIEW_MAX_BYTES } from '../domain/files/media-form.ts';
import { type Images, isBounded, transformed } from './images.ts';
import { jpegSize } from './jpeg-size.ts';
import {
  BEHIND_PICTURES,
  type MadePreview,
  type MakePreview,
  type OpenPicture,
  PREVIEW_STEPS,
  type PreviewSource,
} from './pictures.ts';

/**
 * Previews on Workers by the Images binding, outside the memory and the processor time of the object.
 * The picture is opened for each question; it is never held whole.
 */
export function imagesPreviews(images: Images): PreviewSource {
  const make: MakePreview = async (open) => {
    const picture = await open();
    if (picture === null || !(await isUsable(images, picture))) return null;
    return shrink(images, open);
  };
  return async () => make;
}

async function isUsable(images: Images, picture: ReadableStream<Uint8Array>): Promise<boolean> {
  try {
    return await isBounded(images, picture);
  } catch {
    // It is no picture after all, or nobody can tell now: it goes as a card.
    return false;
  }
}

async function shrink(images: Images, open: OpenPicture): Promise<MadePreview | null> {
  for (const { side, quality } of PREVIEW_STEPS) {
    const picture = await open();
    if (picture === null) return null;
    const how = { width: side, height: side, fit: 'scale-down', quality } as const;
    const as = { format: 'image/jpeg', background: BEHIND_PICTURES } as const;
    try {
      const jpeg = await transformed(images, picture, { ...how, ...as }, PREVIEW_MAX_BYTES);
      const size = jpeg && jpegSize(jpeg);
      if (jpeg !== null && size !== null) return { jpeg, ...size };
    } catch {
      // Broken, of a kind that Images does not read, or more than it makes in a month.
      return null;
    }
  }
  return null;
}
