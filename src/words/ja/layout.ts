import { san } from './san.ts';

/** The marks that make up lists, headings and pairs of names. */
export const layout = {
  person: san,
  quoted: (text: string) => `「${text}」`,
  /** Between people or things in a sentence. */
  between: '、',
  item: (text: string) => `・${text}`,
  heading: (text: string) => `【${text}】`,
  /** A line that belongs to the one above it. */
  under: (text: string) => `　${text}`,
  /** An empty list. */
  nothing: '－',
  /** A name with its addition. */
  beside: (name: string, more: string) => `${name}（${more}）`,
};
