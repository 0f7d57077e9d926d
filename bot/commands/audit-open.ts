import * as z from 'zod';
import { makeAuditLink } from '../../src/services/audit-access/make-link.ts';
import { command } from '../command.ts';

export const auditOpen = command({
  name: 'audit open',
  group: 'audit',
  aliases: ['監査 画面', '監査ログ 画面'],
  roles: ['auditor'],
  args: z.tuple([]),
  run: ({ context, memberId, words }) => {
    const url = makeAuditLink(context, memberId, '/audit');
    const { auditPage: say } = words;
    return { text: say.link(url), buttons: [{ label: say.open, url }] };
  },
});
