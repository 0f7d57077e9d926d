import { admin } from './en/admin.ts';
import { auditLog } from './en/audit.ts';
import { auditExport } from './en/audit-export.ts';
import { auditFilters } from './en/audit-filters.ts';
import { auditForm } from './en/audit-form.ts';
import { auditPage } from './en/audit-page.ts';
import { auditSearch } from './en/audit-search.ts';
import { auditTalk } from './en/audit-talk.ts';
import { auditVerify } from './en/audit-verify.ts';
import { commands } from './en/commands.ts';
import { dashboard } from './en/dashboard.ts';
import { databaseRoom } from './en/database-room.ts';
import { deeds } from './en/deeds.ts';
import { deliveries } from './en/deliveries.ts';
import { doctor } from './en/doctor.ts';
import { events } from './en/events.ts';
import { failures } from './en/failures.ts';
import { greeting } from './en/greeting.ts';
import { handover } from './en/handover.ts';
import { help } from './en/help.ts';
import { hosting } from './en/hosting.ts';
import { keeping } from './en/keeping.ts';
import { languages } from './en/languages.ts';
import { layout } from './en/layout.ts';
import { memberCard } from './en/member-card.ts';
import { reasons, status } from './en/members.ts';
import { files, kinds, media } from './en/messages.ts';
import { own } from './en/own.ts';
import { line, room } from './en/people.ts';
import { questions } from './en/questions.ts';
import { restored } from './en/restored.ts';
import { roomRow } from './en/room-row.ts';
import { runs } from './en/runs.ts';
import { watch } from './en/watch.ts';
import type { Words } from './ja.ts';

/** Every word that people read, in English. */
export const en: Words = {
  language: 'en',
  line,
  room,
  media,
  kinds,
  own,
  files,
  status,
  reasons,
  commands,
  dashboard,
  databaseRoom,
  deeds,
  deliveries,
  doctor,
  events,
  failures,
  admin,
  questions,
  auditLog,
  auditForm,
  auditPage,
  auditFilters,
  auditExport,
  auditSearch,
  auditTalk,
  keeping,
  auditVerify,
  runs,
  watch,
  handover,
  greeting,
  help,
  hosting,
  memberCard,
  restored,
  roomRow,
  languages,
  layout,
};
