import type { Language } from '../domain/language.ts';
import { admin } from './ja/admin.ts';
import { auditLog } from './ja/audit.ts';
import { auditExport } from './ja/audit-export.ts';
import { auditFilters } from './ja/audit-filters.ts';
import { auditForm } from './ja/audit-form.ts';
import { auditPage } from './ja/audit-page.ts';
import { auditSearch } from './ja/audit-search.ts';
import { auditTalk } from './ja/audit-talk.ts';
import { auditVerify } from './ja/audit-verify.ts';
import { commands } from './ja/commands.ts';
import { dashboard } from './ja/dashboard.ts';
import { databaseRoom } from './ja/database-room.ts';
import { deeds } from './ja/deeds.ts';
import { deliveries } from './ja/deliveries.ts';
import { doctor } from './ja/doctor.ts';
import { events } from './ja/events.ts';
import { failures } from './ja/failures.ts';
import { greeting } from './ja/greeting.ts';
import { handover } from './ja/handover.ts';
import { help } from './ja/help.ts';
import { hosting } from './ja/hosting.ts';
import { keeping } from './ja/keeping.ts';
import { languages } from './ja/languages.ts';
import { layout } from './ja/layout.ts';
import { memberCard } from './ja/member-card.ts';
import { reasons, status } from './ja/members.ts';
import { files, kinds, media } from './ja/messages.ts';
import { own } from './ja/own.ts';
import { line, room } from './ja/people.ts';
import { questions } from './ja/questions.ts';
import { restored } from './ja/restored.ts';
import { roomRow } from './ja/room-row.ts';
import { runs } from './ja/runs.ts';
import { watch } from './ja/watch.ts';

/** Every word that people read, in Japanese. `en.ts` must have the same shape to compile. */
export const ja = {
  language: 'ja' satisfies Language as Language,
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

export type Words = typeof ja;
