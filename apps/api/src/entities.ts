import { Answer } from './answers/answer.entity.js';
import { StaffToken } from './accounts/staff-token.entity.js';
import { Student } from './students/student.entity.js';
import { Deck } from './decks/deck.entity.js';
import { Correction } from './answers/correction.entity.js';
import { FeedbackBody } from './feedback/feedback-body.entity.js';
import { Lesson } from './lessons/lesson.entity.js';
import { LessonKeepingRow } from './lessons/keeping/lesson-keeping.entity.js';
import { LessonVersion } from './lessons/scripts/lesson-version.entity.js';
import { ScriptFile } from './lessons/scripts/script-file.entity.js';
import { StayEntity } from './attendance/stay.entity.js';
import { MomentComment } from './moments/moment-comment.entity.js';
import { MomentLink } from './moments/moment-link.entity.js';
import { Session } from './sessions/session.entity.js';
import { LedgerEvent } from './ledger/ledger-event.entity.js';
import { Recording } from './recordings/recording.entity.js';
import { StreamKey } from './stream-keys/stream-key.entity.js';
import { CompileJob } from './lessons/compiles/compile-job.entity.js';

export const entities = [
  Answer,
  CompileJob,
  Deck,
  Correction,
  FeedbackBody,
  LedgerEvent,
  Lesson,
  LessonKeepingRow,
  LessonVersion,
  MomentComment,
  MomentLink,
  Recording,
  ScriptFile,
  Session,
  StaffToken,
  StayEntity,
  StreamKey,
  Student,
];
