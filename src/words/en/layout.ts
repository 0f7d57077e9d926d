import type { Words } from '../ja.ts';

export const layout: Words['layout'] = {
  between: ', ',
  item: (text) => `- ${text}`,
  heading: (text) => `${text}:`,
  under: (text) => `  ${text}`,
  nothing: 'none',
  beside: (name, more) => `${name} (${more})`,
};
