import { Module } from '@nestjs/common';
import { StudentsModule } from '../../students/students.module.js';
import { FeedbackModule } from '../../feedback/feedback.module.js';
import { TranscribersModule } from '../../transcribers/transcribers.module.js';
import { LessonsModule } from '../../lessons/lessons.module.js';
import { SessionsModule } from '../../sessions/sessions.module.js';
import { LedgerModule } from '../../ledger/ledger.module.js';
import { LiveSessionsModule } from '../../live-sessions/live-sessions.module.js';
import { CompilingModule } from '../compiling/compiling.module.js';
import { TeachingController } from './teaching.controller.js';
import { Brains } from '../judging/brains.js';
import { JudgingStore } from '../judging/judging-store.js';
import { JudgementNotifier } from '../judging/judgement-notifier.js';
import { LiveClasses } from './live-classes.js';
import { SpeechStudios } from './speech-studios.js';
import { VirtualTeachers } from './virtual-teachers.service.js';
import { ClassJudging } from '../judging/class-judging.js';
import { LateJudging } from '../judging/late-judging.js';
import { SpokenAnswers } from '../speech/spoken-answers.js';
import { SpeechController } from '../speech/speech.controller.js';
import { SpokenFeedback } from '../speech/spoken-feedback.js';

/** Live teaching: the virtual teacher in a session, its judgements, and the controls of a human one. */
@Module({
  imports: [
    FeedbackModule,
    LedgerModule,
    LessonsModule,
    SessionsModule,
    LiveSessionsModule,
    StudentsModule,
    CompilingModule,
    TranscribersModule,
  ],
  controllers: [SpeechController, TeachingController],
  providers: [
    Brains,
    LiveClasses,
    SpokenAnswers,
    JudgingStore,
    SpokenFeedback,
    SpeechStudios,
    VirtualTeachers,
    ClassJudging,
    LateJudging,
    JudgementNotifier,
  ],
  exports: [Brains, LiveClasses],
})
export class LiveTeachingModule {}
