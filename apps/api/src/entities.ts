import { Answer } from './answers/answer.entity.js';
import { KnownDevice } from './accounts/sign-ins/known-device.entity.js';
import { SignIn } from './accounts/sign-ins/sign-in.entity.js';
import { OneTimeLink } from './accounts/links/one-time-link.entity.js';
import { Person } from './accounts/people/person.entity.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { StaffToken } from './accounts/staff-token.entity.js';
import { Class, ClassLesson, ClassStudent, ClassTeacher } from './classes/class.entity.js';
import { RosterImportItem, RosterImportRow } from './classes/rosters/roster-import.entity.js';
import { ClassKeepingRow } from './classes/class-keeping.entity.js';
import { Student } from './students/student.entity.js';
import { StudentToken } from './students/student-token.entity.js';
import { Deck } from './decks/deck.entity.js';
import { Correction } from './answers/correction.entity.js';
import { FeedbackBody } from './feedback/feedback-body.entity.js';
import { Lesson } from './lessons/lesson.entity.js';
import { LessonKeepingRow } from './lessons/keeping/lesson-keeping.entity.js';
import { LessonShare } from './lessons/sharing/lesson-share.entity.js';
import { LessonVersion } from './lessons/scripts/lesson-version.entity.js';
import { ScriptFile } from './lessons/scripts/script-file.entity.js';
import { StayEntity } from './attendance/stay.entity.js';
import { InquiryReplyRow } from './inquiries/inquiry-reply.entity.js';
import { InquiryRow } from './inquiries/inquiry.entity.js';
import { MomentComment } from './moments/moment-comment.entity.js';
import { MomentLink } from './moments/moment-link.entity.js';
import { SessionRewind } from './moments/session-rewind.entity.js';
import { SelfPacedLesson } from './self-paced/self-paced-lesson.entity.js';
import { SessionFiguresRow } from './analytics/session-figures.entity.js';
import { Session } from './sessions/session.entity.js';
import { SessionLease } from './leases/session-lease.entity.js';
import { LedgerEvent } from './ledger/ledger-event.entity.js';
import { ObjectUpload } from './storage/object-upload.entity.js';
import { StoredObject } from './storage/stored-object.entity.js';
import { Recording } from './recordings/recording.entity.js';
import { SigningKey } from './signing/signing-key.entity.js';
import { ChangedSetting } from './server-settings/changed-setting.entity.js';
import { Webhook } from './webhooks/webhook.entity.js';
import { WebhookDelivery } from './webhooks/webhook-delivery.entity.js';
import { ViewerBan } from './streaming/viewer-ban.entity.js';
import { StreamKey } from './stream-keys/stream-key.entity.js';
import { DeliveryTemplateRow, LessonTemplate, SessionTemplate } from './templates/template.entity.js';
import { RestreamRow } from './restreams/restream.entity.js';
import { CompileJob } from './lessons/compiles/compile-job.entity.js';

export const entities = [
  Answer,
  AuditEntry,
  Class,
  ClassKeepingRow,
  ClassLesson,
  ClassStudent,
  ClassTeacher,
  CompileJob,
  Deck,
  DeliveryTemplateRow,
  Correction,
  FeedbackBody,
  InquiryReplyRow,
  InquiryRow,
  KnownDevice,
  LedgerEvent,
  Lesson,
  LessonKeepingRow,
  LessonTemplate,
  LessonShare,
  LessonVersion,
  MomentComment,
  MomentLink,
  ObjectUpload,
  OneTimeLink,
  Person,
  Recording,
  RosterImportItem,
  RosterImportRow,
  RestreamRow,
  ScriptFile,
  SelfPacedLesson,
  Session,
  SessionFiguresRow,
  SessionLease,
  SessionRewind,
  SessionTemplate,
  SignIn,
  SigningKey,
  StaffToken,
  StayEntity,
  StoredObject,
  StreamKey,
  Student,
  ViewerBan,
  StudentToken,
  Webhook,
  WebhookDelivery,
  ChangedSetting,
];
