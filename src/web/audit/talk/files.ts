import type { Context } from '../../../context.ts';
import { familyOf } from '../../../domain/files/media-form.ts';
import { readableSize } from '../../../domain/files/readable-size.ts';
import { keptMedia, mediaUrl, previewUrl } from '../../../services/files/links.ts';
import type { MediaRow } from '../../../store/files/media.ts';
import type { Words } from '../../../words/words.ts';
import { type Html, h } from '../html.ts';

/** A signed address as a path: the pages load from their own origin only. */
const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

/** A message's file: shown or played where browsers can, and in any case named. */
export function fileCard(context: Context, words: Words, row: MediaRow): Html {
  const { auditTalk: say, auditLog } = words;
  const kept = keptMedia(row);
  const name = row.fileName ?? kindOf(words, row.contentType);
  const why = row.reason === null ? null : (auditLog.reasons[row.reason] ?? row.reason);
  const state = why === null ? say.files[row.state] : `${say.files[row.state]}（${why}）`;
  const facts = [row.contentType, row.size === null ? null : readableSize(row.size), state];
  return h(
    'figure',
    { class: `file file-${row.state}` },
    kept === null ? null : shown(context, words, kept, row.fileName),
    h(
      'figcaption',
      null,
      h('span', { class: 'file-name' }, name),
      h('span', { class: 'file-facts' }, facts.filter((fact) => fact !== null).join(' · ')),
      row.sha256 === null || kept === null
        ? null
        : h('span', { class: 'sha' }, `SHA-256 ${row.sha256}`),
      kept === null
        ? null
        : h(
            'a',
            {
              class: 'file-open',
              href: pathOf(mediaUrl(context, kept)),
              target: '_blank',
              rel: 'noopener',
            },
            familyOf(kept) === null ? say.saveFile : say.openFile,
            h('span', { class: 'hidden' }, ` ${name}`),
          ),
    ),
  );
}

type Kept = NonNullable<ReturnType<typeof keptMedia>>;

/** LINE names only what is sent as a file: a photo is called one. */
function kindOf({ kinds: { names } }: Words, contentType: string | null): string {
  switch (contentType?.split('/')[0]) {
    case 'image':
      return names.image;
    case 'video':
      return names.video;
    case 'audio':
      return names.audio;
    default:
      return names.file;
  }
}

function shown(context: Context, words: Words, kept: Kept, fileName: string | null): Html | null {
  const name = fileName ?? kindOf(words, kept.contentType);
  const url = pathOf(mediaUrl(context, kept));
  switch (familyOf(kept)) {
    case 'image': {
      const small = previewUrl(context, kept);
      const src = small === null ? url : pathOf(small);
      const { width, height } = kept;
      return h(
        'a',
        { href: url, target: '_blank', rel: 'noopener', class: 'picture' },
        h('img', {
          src,
          alt: fileName === null ? name : words.auditTalk.picture(name),
          loading: 'lazy',
          decoding: 'async',
          width,
          height,
        }),
      );
    }
    case 'video':
      return h('video', { src: url, controls: true, preload: 'none', 'aria-label': name });
    case 'audio':
      return h('audio', { src: url, controls: true, preload: 'none', 'aria-label': name });
    default:
      return null;
  }
}
