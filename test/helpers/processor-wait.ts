import { readFileSync } from 'node:fs';

/**
 * How long a process's main thread, or this thread, has waited for a processor so far, ms: time
 * that other programs of the machine took and that does not count against the measured code. 0
 * where the system does not say (only Linux does), and once the process is gone.
 */
export function waitedForProcessorMs(pid: number | 'thread-self'): number {
  try {
    const [, waitedNs = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return 0;
  }
}
