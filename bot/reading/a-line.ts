import * as z from 'zod';

/** Words of a command that are read together, as one line with something in it. */
export const aLine = z
  .array(z.string())
  .transform((words) => words.join(' ').trim())
  .pipe(z.string().min(1));
