import core from '../../../migrations/0001_core.sql';
import queue from '../../../migrations/0002_queue.sql';
import audit from '../../../migrations/0003_audit.sql';
import directory from '../../../migrations/0004_directory.sql';
import roles from '../../../migrations/0005_roles.sql';
import pictures from '../../../migrations/0006_pictures.sql';
import questionNumbers from '../../../migrations/0007_question_numbers.sql';
import media from '../../../migrations/0008_media.sql';
import filePolicy from '../../../migrations/0009_file_policy.sql';
import memberWords from '../../../migrations/0010_member_words.sql';
import handover from '../../../migrations/0011_handover.sql';
import quotaSeen from '../../../migrations/0012_quota_seen.sql';
import blobs from '../../../migrations/0013_blobs.sql';
import quotaCounted from '../../../migrations/0014_quota_counted.sql';
import inboxBodies from '../../../migrations/0015_inbox_bodies.sql';
import outboxFaults from '../../../migrations/0016_outbox_faults.sql';
import roomRunTries from '../../../migrations/0017_room_run_tries.sql';
import jobsWaiting from '../../../migrations/0018_jobs_waiting.sql';
import leftRooms from '../../../migrations/0020_left_rooms.sql';
import closedDirect from '../../../migrations/0021_closed_direct.sql';
import refusedSender from '../../../migrations/0021_refused_sender.sql';
import setsAndUploads from '../../../migrations/0022_sets_and_uploads.sql';
import turnsAndFaults from '../../../migrations/0023_turns_and_faults.sql';
import lineChats from '../../../migrations/0024_line_chats.sql';
import erasableWords from '../../../migrations/0025_erasable_words.sql';
import askedIndexes from '../../../migrations/0026_asked_indexes.sql';
import readingOrder from '../../../migrations/0027_reading_order.sql';
import fileNames from '../../../migrations/0028_file_names.sql';
import languages from '../../../migrations/0029_languages.sql';
import endQuestions from '../../../migrations/0030_end_questions.sql';
import seenEvents from '../../../migrations/0031_seen_events.sql';
import auditRows from '../../../migrations/0032_audit_rows.sql';
import lineMessageChats from '../../../migrations/0033_line_message_chats.sql';
import openedWords from '../../../migrations/0034_opened_words.sql';
import creations from '../../../migrations/0035_creations.sql';
import auditNames from '../../../migrations/0036_audit_names.sql';
import auditIndex from '../../../migrations/0037_audit_index.sql';
import checkpoints from '../../../migrations/0038_checkpoints.sql';
import auditAccess from '../../../migrations/0039_audit_access.sql';
import keepAndForget from '../../../migrations/0040_keep_and_forget.sql';
import auditExports from '../../../migrations/0041_audit_exports.sql';
import lastVerification from '../../../migrations/0042_last_verification.sql';
import undelivered from '../../../migrations/0043_undelivered.sql';
import watch from '../../../migrations/0044_watch.sql';
import measured from '../../../migrations/0045_measured.sql';
import restorations from '../../../migrations/0046_restorations.sql';
import auditIndexRuns from '../../../migrations/0048_audit_index_runs.sql';
import keptStates from '../../../migrations/0049_kept_states.sql';
import settings from '../../../migrations/0050_settings.sql';
import auditGroups from '../../../migrations/0051_audit_groups.sql';
import type { Migration } from './store.ts';

/** The files of migrations/ as a Worker's bundle carries them. A test compares this list with the folder. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_core.sql', sql: core },
  { name: '0002_queue.sql', sql: queue },
  { name: '0003_audit.sql', sql: audit },
  { name: '0004_directory.sql', sql: directory },
  { name: '0005_roles.sql', sql: roles },
  { name: '0006_pictures.sql', sql: pictures },
  { name: '0007_question_numbers.sql', sql: questionNumbers },
  { name: '0008_media.sql', sql: media },
  { name: '0009_file_policy.sql', sql: filePolicy },
  { name: '0010_member_words.sql', sql: memberWords },
  { name: '0011_handover.sql', sql: handover },
  { name: '0012_quota_seen.sql', sql: quotaSeen },
  { name: '0013_blobs.sql', sql: blobs },
  { name: '0014_quota_counted.sql', sql: quotaCounted },
  { name: '0015_inbox_bodies.sql', sql: inboxBodies },
  { name: '0016_outbox_faults.sql', sql: outboxFaults },
  { name: '0017_room_run_tries.sql', sql: roomRunTries },
  { name: '0018_jobs_waiting.sql', sql: jobsWaiting },
  { name: '0020_left_rooms.sql', sql: leftRooms },
  { name: '0021_closed_direct.sql', sql: closedDirect },
  { name: '0021_refused_sender.sql', sql: refusedSender },
  { name: '0022_sets_and_uploads.sql', sql: setsAndUploads },
  { name: '0023_turns_and_faults.sql', sql: turnsAndFaults },
  { name: '0024_line_chats.sql', sql: lineChats },
  { name: '0025_erasable_words.sql', sql: erasableWords },
  { name: '0026_asked_indexes.sql', sql: askedIndexes },
  { name: '0027_reading_order.sql', sql: readingOrder },
  { name: '0028_file_names.sql', sql: fileNames },
  { name: '0029_languages.sql', sql: languages },
  { name: '0030_end_questions.sql', sql: endQuestions },
  { name: '0031_seen_events.sql', sql: seenEvents },
  { name: '0032_audit_rows.sql', sql: auditRows },
  { name: '0033_line_message_chats.sql', sql: lineMessageChats },
  { name: '0034_opened_words.sql', sql: openedWords },
  { name: '0035_creations.sql', sql: creations },
  { name: '0036_audit_names.sql', sql: auditNames },
  { name: '0037_audit_index.sql', sql: auditIndex },
  { name: '0038_checkpoints.sql', sql: checkpoints },
  { name: '0039_audit_access.sql', sql: auditAccess },
  { name: '0040_keep_and_forget.sql', sql: keepAndForget },
  { name: '0041_audit_exports.sql', sql: auditExports },
  { name: '0042_last_verification.sql', sql: lastVerification },
  { name: '0043_undelivered.sql', sql: undelivered },
  { name: '0044_watch.sql', sql: watch },
  { name: '0045_measured.sql', sql: measured },
  { name: '0046_restorations.sql', sql: restorations },
  { name: '0048_audit_index_runs.sql', sql: auditIndexRuns },
  { name: '0050_settings.sql', sql: settings },
  { name: '0049_kept_states.sql', sql: keptStates },
  { name: '0051_audit_groups.sql', sql: auditGroups },
];
