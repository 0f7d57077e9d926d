import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsPage } from './commands-page.ts';

/** `npm run docs`: writes the part of docs/ that derives from the code. */
writeFileSync(join(import.meta.dirname, '../docs/commands.md'), commandsPage());
