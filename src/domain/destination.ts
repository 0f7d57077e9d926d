/** The hosts that carry files: the servers through which a platform gives them out or takes them. */
export const FILE_HOSTS = ['line-files', 'line-works-files', 'line-works-uploads'] as const;

export const HOSTS = ['line', 'line-works', ...FILE_HOSTS] as const;

/** A unit that is up or down as a whole: a platform's API, or a server of files (line.md §3, line-works.md §4). */
export type Host = (typeof HOSTS)[number];
