/**
 * A unit that is up or down as a whole: a platform's API, or the servers through which it gives out
 * or takes files (line.md §3, line-works.md §4).
 */
export type Host = 'line' | 'line-works' | 'line-files' | 'line-works-files' | 'line-works-uploads';

/** The hosts that carry files. */
export const FILE_HOSTS = ['line-files', 'line-works-files', 'line-works-uploads'] as const;
