import { formatInstant, isoInstant } from '../../domain/jst.ts';
import { type Html, h } from './html.ts';

/** An instant (epoch ms) as a time element, in Japan's time; `time`: the day stands elsewhere. */
export function timeOf(at: number, shown: 'whole' | 'time' = 'whole'): Html {
  const text = formatInstant(at);
  return h('time', { datetime: isoInstant(at) }, shown === 'time' ? text.slice(11) : text);
}
