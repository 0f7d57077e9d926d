/**
 * What is up or down as one: a platform's API, or what gives out files or takes them, which has servers of
 * its own (line.md §3, line-works.md §4).
 */
export type Host = 'line' | 'line-works' | 'line-files' | 'line-works-files' | 'line-works-uploads';

/** Those that carry files. */
export const FILE_HOSTS = ['line-files', 'line-works-files', 'line-works-uploads'] as const;
