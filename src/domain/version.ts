/** The version of this program, as package.json has it: a Worker would carry all of that file. */
export const VERSION = '0.1.0';
