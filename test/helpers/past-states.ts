import { copyFileSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../../src/domain/clock.ts';
import type { RestorationNote } from '../../src/domain/operator/restoration.ts';
import type { HostedParts } from '../../src/hosts/operate/hosted.ts';
import type { LostEnd } from '../../src/hosts/operate/point-in-time.ts';

/** Names of the steps of a restoration; a test ends the process before one of them. */
export type Step = 'note' | 'platform' | 'clear';

/**
 * A platform that keeps the history of a database, and really goes back in it: states are copies of the file. Beside it,
 * the registry of one object, which can be out of reach.
 */
export function pastStates() {
  const states: { readonly name: string; readonly at: number; readonly path: string }[] = [];
  const registry: { note: RestorationNote | null; asked: number; isDown: boolean } = {
    ...{ note: null, asked: 0, isDown: false },
  };
  const ends: { before: Step | null } = { before: null };
  const lost: LostEnd[] = [];
  const bucket: { isDown: boolean; stays: string[] } = { isDown: false, stays: [] };
  /** Webhooks that came during a migration: whether some wait, and up to when they were dropped. */
  const waiting: { areLeft: boolean; dropped: number[] } = { areLeft: false, dropped: [] };
  const beside = { whileNoting: async (): Promise<void> => undefined };
  let next: string | null = null;

  const reach = async (step: Step | 'ask') => {
    if (registry.isDown) throw new Error('the registry is out of reach');
    if (ends.before === step) throw new Error(`ended before ${step}`);
  };
  const keep = (file: string, clock: Clock): string => {
    const name = `state-${states.length}`;
    const path = `${file}.${name}`;
    const reader = new Sqlite(file, { readonly: true });
    reader.prepare('VACUUM INTO ?').run(path);
    reader.close();
    states.push({ name, at: clock.now(), path });
    return name;
  };
  const parts = (file: string, clock: Clock): Partial<HostedParts> => ({
    pointInTime: {
      current: async () => keep(file, clock),
      forTime: async (at) => {
        const found = states.findLast((state) => state.at <= at);
        if (found === undefined) throw new Error('no bookmark of that time');
        return found.name;
      },
      restoreAtNextStart: async (bookmark) => {
        await reach('platform');
        next = bookmark;
        return keep(file, clock);
      },
    },
    notes: {
      noted: async () => {
        registry.asked += 1;
        await reach('ask');
        return registry.note;
      },
      note: async (note) => {
        await reach('note');
        await beside.whileNoting();
        registry.note = structuredClone(note);
      },
      clear: async (id) => {
        await reach('clear');
        if (registry.note?.id === id) registry.note = null;
      },
    },
    waiting: {
      areLeft: () => waiting.areLeft,
      counts: () => ({ held: waiting.areLeft ? 1 : 0, unkept: 0 }),
      drop: (upTo) => {
        waiting.dropped.push(upTo);
      },
    },
    setAside: async (end) => {
      if (bucket.isDown) throw new Error('the bucket does not answer');
      lost.push(end);
      return { stays: bucket.stays, why: bucket.stays.length > 0 ? new Error('locked') : null };
    },
  });
  return {
    ...{ registry, ends, lost, bucket, waiting, beside, parts, keep },
    /** At a start, before anything opens the file. */
    swapIn: (file: string): void => {
      const state = states.find(({ name }) => name === next);
      next = null;
      if (state === undefined) return;
      for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
      copyFileSync(state.path, file);
    },
  };
}

export type PastStates = ReturnType<typeof pastStates>;
