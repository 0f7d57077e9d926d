import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsPage } from './commands-page.ts';
import { verifyPage } from './verify-page.ts';

/** `npm run docs`: writes the parts of docs/ that derive from the code. */
const pathOf = (name: string) => join(import.meta.dirname, '../docs', name);

writeFileSync(pathOf('commands.md'), commandsPage());
writeFileSync(pathOf('verify.html'), verifyPage(readFileSync(pathOf('verify.html'), 'utf8')));
