import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPage } from '../src/services/audit-export/verify-page.ts';
import { commandsPage } from './commands-page.ts';
import { migrationTexts } from './migration-texts.ts';
import { styleDigest } from './style-digest.ts';

/** `npm run docs`: writes the parts of docs/ that derive from the code, and what a Worker carries of other files. */
const pathOf = (name: string) => join(import.meta.dirname, '../docs', name);

writeFileSync(pathOf('commands.md'), commandsPage());
const page = join(import.meta.dirname, '../src/assets/verify.html');
writeFileSync(pathOf('verify.html'), verifyPage(readFileSync(page, 'utf8')));
const texts = join(import.meta.dirname, '../src/store/sqlite/migration-texts.ts');
writeFileSync(texts, migrationTexts());
writeFileSync(join(import.meta.dirname, '../src/web/audit/style-digest.ts'), styleDigest());
