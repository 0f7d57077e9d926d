import { HOUR_MS } from '../../src/domain/durations.ts';
import { until } from '../helpers/until.ts';
import { askWorker } from '../worker/operators.ts';
import type { Report } from './report.ts';
import { type Copy, copyOf, isRefusedToRestore, returns } from './return.ts';
import type { Citizen, Town } from './town.ts';
import { unchanged } from './unchanged.ts';

/** Longer than the seven days between the two steps. */
const EIGHT_DAYS_MS = 8 * 24 * HOUR_MS;

/** One company sweeps, closes, is deleted and returns; the others stay as they are, to the byte. */
export async function liveOn(town: Town, victim: Citizen, report: Report): Promise<void> {
  const others = town.citizens.filter(({ name }) => name !== victim.name);
  const names = others.map(({ name }) => name);
  const during = (what: string, work: () => Promise<unknown>) =>
    unchanged(town, names, what, report, work);
  await town.whileResting(others, async () => {
    await during('one sweeps', () => sweeps(town, victim, report));
    await during('one closes', () => closes(victim, report));
    await during('one is to be restored', () => isRefusedToRestore(town, victim, report));
    await during('one is deleted, first step', () => asksForDeletion(town, victim, report));
    let copy: Copy | null = null;
    await during('one is copied', async () => {
      copy = await copyOf(town, victim, report);
    });
    await during('one is deleted, second step', () => isDeleted(town, victim, report));
    await during('one returns from its copy', () => returns(town, victim, copy, report));
  });
}

/** All its jobs are due: the walk through its files, and whatever else tidies up. */
async function sweeps({ world, order }: Town, victim: Citizen, report: Report): Promise<void> {
  const query = world.queryOf(`w/${victim.name}`);
  const due = await query('UPDATE jobs SET due_at = 0 RETURNING kind');
  report.tried('jobs of the one that sweeps', due.length);
  await order('reset', { workspace: victim.name });
  await victim.settle();
  await until('its files are swept', async () => {
    const [job] = await query("SELECT due_at FROM jobs WHERE kind = 'sweep-blobs'");
    return Number(job?.due_at) > Date.now() + HOUR_MS;
  });
}

async function closes({ suzuki }: Citizen, report: Report): Promise<void> {
  await suzuki.commands('連携 無効');
  const before = suzuki.answers.length;
  await suzuki.confirms();
  if (suzuki.answers.length === before) report.breach('closing was not answered');
  report.tried('companies closed');
}

async function asksForDeletion({ url }: Town, { name }: Citizen, report: Report): Promise<void> {
  const [status, body] = await askWorker(url, 'delete', { workspace: name });
  report.tried('first steps of a deletion');
  if (status !== 200)
    report.breach(`the first step is answered ${status}: ${JSON.stringify(body)}`);
}

async function isDeleted(town: Town, { name }: Citizen, report: Report): Promise<void> {
  const { rows: before, files } = await town.look(name);
  const isThere = Object.keys(before).length > 0 && Object.keys(files).length > 0;
  if (!isThere) report.breach(`${name} had nothing to delete`);
  await town.world.queryOf(`w/${name}`)('UPDATE hosting SET since = since - ?', EIGHT_DAYS_MS);
  await town.order('reset', { workspace: name });
  const asked = { workspace: name, confirm: name };
  const [status, body] = await askWorker(town.url, 'delete', asked);
  if (status !== 200)
    report.breach(`the second step is answered ${status}: ${JSON.stringify(body)}`);
  const after = await town.look(name);
  report.tried('tables and files deleted', Object.keys({ ...before, ...files }).length);
  const left = [...Object.keys(after.rows), ...Object.keys(after.files)].filter(
    (each) => !each.startsWith('__miniflare'),
  );
  if (left.length > 0) report.breach(`${name} is deleted, and has ${left.join(', ')}`);
}
