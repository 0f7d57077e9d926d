import { formatInstant, JST_MS } from '../../domain/jst.ts';
import { type Html, h } from './html.ts';

/** An instant (epoch ms) as a time element, in Japan's time; `time`: the day stands elsewhere. */
export function timeOf(at: number, shown: 'whole' | 'time' = 'whole'): Html {
  const there = new Date(at + JST_MS).toISOString().slice(0, 19);
  const text = formatInstant(at);
  return h('time', { datetime: `${there}+09:00` }, shown === 'time' ? text.slice(11) : text);
}
