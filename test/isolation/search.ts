import type { Report } from './report.ts';
import { type Citizen, sideBySide, type Town } from './town.ts';
import { MARK } from './watched.ts';

const AT_ONCE = 4;

const secretsOf = ({ citizens }: Town) => citizens.flatMap((citizen) => citizen.secrets);

/** Marks and secrets of all are searched in each object, in its files and in its metrics. */
export async function searchAll(town: Town, report: Report): Promise<void> {
  const secrets = secretsOf(town);
  await sideBySide(town.citizens, AT_ONCE, async (citizen) => {
    const { name, mark } = citizen;
    const { searched, found, files } = await town.look(name, secrets);
    report.tried('texts and blobs of rows and files searched', searched);
    report.tried('files searched', Object.keys(files).length);
    if (found[mark] === undefined) report.breach(`${name}: its own mark was not found`);
    for (const [word, place] of Object.entries(found)) {
      if (word !== mark) report.breach(`${name}: ${ownerOf(town, word)} stands in ${place}`);
    }
    await searchMetrics(town, citizen, secrets, report);
  });
  const names = town.citizens.map(({ name }) => name);
  const astray = (await town.order('astray', { workspaces: names })) as readonly string[];
  report.tried('looks for keys below no prefix of a company');
  // The workspace of the environment has a prefix of its own, and nobody's words in it.
  for (const key of astray.filter((each) => !/^w\/[0-9a-f]{64}\//u.test(each))) {
    report.breach(`the bucket has ${key} outside of every company's prefix`);
  }
}

async function searchMetrics(
  { url }: Town,
  { name, settings }: Citizen,
  secrets: readonly string[],
  report: Report,
): Promise<void> {
  const headers = { authorization: `Bearer ${settings.METRICS_TOKEN}` };
  const text = await (await fetch(`${url}/w/${name}/metrics`, { headers })).text();
  const lines = text.split('\n').filter((line) => line.startsWith('kakehashi_'));
  report.tried('lines of metrics searched', lines.length);
  for (const word of wordsIn(text, secrets)) report.breach(`${word} stands in metrics of ${name}`);
}

/** One isolate has one log: nobody's words stand in it, so none of another's do. */
export function searchLog(town: Town, report: Report): void {
  const log = town.world.logged();
  report.tried('lines of the log searched', log.split('\n').length);
  report.tried('of them ours', log.split('\n').filter((line) => line.includes('kakehashi')).length);
  for (const word of wordsIn(log, secretsOf(town))) report.breach(`${word} stands in the log`);
}

const wordsIn = (text: string, secrets: readonly string[]): string[] => [
  ...new Set([
    ...[...text.matchAll(MARK)].map(([mark]) => mark),
    ...secrets.filter((secret) => text.includes(secret)),
  ]),
];

function ownerOf({ citizens }: Town, word: string): string {
  const owner = citizens.find(({ mark, secrets }) => mark === word || secrets.includes(word));
  if (owner === undefined) return `${word} of nobody`;
  return owner.mark === word ? `the mark of ${owner.name}` : `a secret of ${owner.name}`;
}
