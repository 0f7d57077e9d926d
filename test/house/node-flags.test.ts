import { expect, test } from 'vitest';
import { readText } from './sources.ts';

/* The flags of Node are part of how much memory the bridge takes: however it is started, they are the same. */

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readText('package.json'),
);

/** What stands between Node and the file in such a command. */
const flagsOf = (command: string | undefined): string[] =>
  /\bnode"?,? (.*?),? ?"?src\//
    .exec(command ?? '')?.[1]
    ?.split(/[", ]+/)
    .filter((word) => word !== '') ?? [];

const FLAGS = flagsOf(scripts.start);

test('V8 makes no garbage among the old objects, and looks through them before there is much', () => {
  expect(FLAGS).toContain('--no-allocation-site-pretenuring');
  expect(FLAGS).toContain('--heap-growing-percent=50');
});

test('the image and the unit of systemd start the bridge as npm start does', () => {
  expect(flagsOf(/^CMD .*$/m.exec(readText('Dockerfile'))?.[0])).toEqual(FLAGS);
  const unit = readText('deploy/systemd/kakehashi.service');
  expect(flagsOf(/^ExecStart=.*$/m.exec(unit)?.[0])).toEqual(FLAGS);
});

test.each(['audit', 'backup', 'restore', 'export', 'import', 'workspace'])(
  'npm run %s has the same flags',
  (name) => {
    expect(flagsOf(scripts[name])).toEqual(FLAGS);
  },
);
