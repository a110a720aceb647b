import { FirstTables1780000000000 } from './1780000000000-first-tables.js';
import { LessonScripts1780000001000 } from './1780000001000-lesson-scripts.js';
import { LiveTeaching1780000002000 } from './1780000002000-live-teaching.js';
import { OwnersAndLists1780000003000 } from './1780000003000-owners-and-lists.js';
import { CompileStarts1780000005000 } from './1780000005000-compile-starts.js';
import { AnswerParts1780000006000 } from './1780000006000-answer-parts.js';
import { Corrections1780000007000 } from './1780000007000-corrections.js';
import { Recordings1780000008000 } from './1780000008000-recordings.js';
import { Keeping1780000009000 } from './1780000009000-keeping.js';
import { Storage1780000011000 } from './1780000011000-storage.js';
import { DeliveryAccess1780000012000 } from './1780000012000-delivery-access.js';
import { SelfPaced1780000013000 } from './1780000013000-self-paced.js';
import { People1780000014000 } from './1780000014000-people.js';
import { UpdatesInPlace1780000014200 } from './1780000014200-updates-in-place.js';
import { Review1780000014500 } from './1780000014500-review.js';
import { SessionFigures1780000014501 } from './1780000014501-session-figures.js';
import { Inquiries1780000015000 } from './1780000015000-inquiries.js';
import { ViewerBans1780000015500 } from './1780000015500-viewer-bans.js';
import { Webhooks1780000016000 } from './1780000016000-webhooks.js';
import { ChangedSettings1780000016500 } from './1780000016500-changed-settings.js';
import { Classes1780000017000 } from './1780000017000-classes.js';
import { DrawnSlides1780000017500 } from './1780000017500-drawn-slides.js';
import { DeliveryTemplates1780000017600 } from './1780000017600-delivery-templates.js';
import { Restreams1780000017610 } from './1780000017610-restreams.js';
import { RosterImports1780000018100 } from './1780000018100-roster-imports.js';
import { ClassKeeping1780000018200 } from './1780000018200-class-keeping.js';
import { SessionRewinds1780000018210 } from './1780000018210-session-rewinds.js';
import { OwnAccounts1780000018400 } from './1780000018400-own-accounts.js';
import { AuditFilters1780000018410 } from './1780000018410-audit-filters.js';
import { SessionLeases1780000018500 } from './1780000018500-session-leases.js';
import { CompileNodes1780000018510 } from './1780000018510-compile-nodes.js';
import { LessonSharing1780000018700 } from './1780000018700-lesson-sharing.js';
import { RosterImportsOfClass1780000018710 } from './1780000018710-roster-imports-of-class.js';

/** In order; the same ones on the embedded database and on PostgreSQL. */
export const migrations = [
  FirstTables1780000000000,
  LessonScripts1780000001000,
  LiveTeaching1780000002000,
  OwnersAndLists1780000003000,
  CompileStarts1780000005000,
  AnswerParts1780000006000,
  Corrections1780000007000,
  Recordings1780000008000,
  Keeping1780000009000,
  Storage1780000011000,
  DeliveryAccess1780000012000,
  SelfPaced1780000013000,
  People1780000014000,
  UpdatesInPlace1780000014200,
  Review1780000014500,
  SessionFigures1780000014501,
  Inquiries1780000015000,
  ViewerBans1780000015500,
  Webhooks1780000016000,
  ChangedSettings1780000016500,
  Classes1780000017000,
  DrawnSlides1780000017500,
  DeliveryTemplates1780000017600,
  Restreams1780000017610,
  RosterImports1780000018100,
  ClassKeeping1780000018200,
  SessionRewinds1780000018210,
  OwnAccounts1780000018400,
  AuditFilters1780000018410,
  SessionLeases1780000018500,
  CompileNodes1780000018510,
  LessonSharing1780000018700,
  RosterImportsOfClass1780000018710,
];
