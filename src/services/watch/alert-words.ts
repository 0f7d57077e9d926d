import type { Context } from '../../context.ts';
import { readableSize } from '../../domain/files/readable-size.ts';
import { formatInstant, formatTime } from '../../domain/jst.ts';
import type { Alert, AlertSubject } from '../../domain/watch/alert.ts';
import { FREE_FLOOR_BYTES } from '../../media/blob-store.ts';
import type { Words } from '../../words/words.ts';

/** What is wrong, what it means and what to do. */
export function alertInWords(
  context: Context,
  { watch, databaseRoom }: Words,
  subject: AlertSubject,
  { stage, since, figure }: Alert,
): string {
  const { alerts } = watch;
  const at = timeOf(context, figure ?? since);
  switch (subject) {
    case 'delivery-line':
    case 'delivery-line-works': {
      const platform = PLATFORM[subject];
      const from = timeOf(context, Math.min(figure ?? since, since));
      return stage === 'failing' ? alerts.failing(platform, from) : alerts.waiting(platform, from);
    }
    case 'silence-line':
      return alerts.silentLine(at);
    case 'silence-line-works':
      return alerts.silentWorks(at);
    case 'disk':
      return alerts.diskLow(readableSize(figure ?? 0), readableSize(FREE_FLOOR_BYTES));
    case 'database':
      return databaseRoom.nearlyFull(readableSize(figure ?? 0));
    case 'store':
      return alerts.storeNear(storeOf(context, figure));
    case 'certificate': {
      const address = context.settings.publicUrl;
      const end = formatInstant(figure ?? since);
      return stage === 'over'
        ? alerts.certificateOver(address, end)
        : alerts.certificateNear(address, end);
    }
    default:
      return subject satisfies never;
  }
}

/** The all-clear. */
export function clearedInWords(
  context: Context,
  { watch, databaseRoom }: Words,
  subject: AlertSubject,
  { since }: Alert,
): string {
  const { cleared } = watch;
  const from = timeOf(context, since);
  switch (subject) {
    case 'delivery-line':
    case 'delivery-line-works':
      return cleared.delivery(PLATFORM[subject], from);
    case 'silence-line':
    case 'silence-line-works':
      return cleared.silence(PLATFORM[subject]);
    case 'disk':
      return cleared.disk;
    case 'database':
      return databaseRoom.cleared;
    case 'store':
      return cleared.store;
    case 'certificate':
      return cleared.certificate(context.settings.publicUrl);
    default:
      return subject satisfies never;
  }
}

/** The platforms' own names. */
const PLATFORM = {
  'delivery-line': 'LINE',
  'silence-line': 'LINE',
  'delivery-line-works': 'LINE WORKS',
  'silence-line-works': 'LINE WORKS',
} as const;

const timeOf = ({ clock }: Context, at: number): string => formatTime(at, clock.now());

const storeOf = ({ settings }: Context, stored: number | null): string =>
  `${readableSize(stored ?? 0)} / ${readableSize(settings.mediaTotalBytes ?? 0)}`;
