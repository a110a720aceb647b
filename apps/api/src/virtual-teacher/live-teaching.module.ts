import { Module } from '@nestjs/common';
import { AnswerTallyModule } from '../answers/answer-tally.module.js';
import { AnswersModule } from '../answers/answers.module.js';
import { StudentsModule } from '../classroom/students.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { EarsModule } from '../hearing/ears.module.js';
import { LessonsModule } from '../lessons/lessons.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LedgerModule } from '../signalling/ledger.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { CompilingModule } from './compiling/compiling.module.js';
import { TeachingController } from './hand/teaching.controller.js';
import { Brains } from './judging/brains.js';
import { JudgingStore } from './judging/judging-store.js';
import { JudgementNotifier } from './judging/judgement-notifier.js';
import { ClassDesk } from './session/class-desk.js';
import { Studios } from './session/studios.js';
import { TeachersService } from './session/teachers.service.js';
import { Hearing } from './speech/hearing.js';
import { SpeechController } from './speech/speech.controller.js';
import { SpokenFeedback } from './speech/spoken-feedback.js';

/** Live teaching: the virtual teacher in a session, his judgements, and the hand of a human one. */
@Module({
  imports: [
    AnswersModule,
    AnswerTallyModule,
    FeedbackModule,
    LedgerModule,
    LessonsModule,
    SessionsModule,
    StreamingModule,
    StudentsModule,
    CompilingModule,
    EarsModule,
  ],
  controllers: [SpeechController, TeachingController],
  providers: [
    Brains,
    ClassDesk,
    Hearing,
    JudgingStore,
    SpokenFeedback,
    Studios,
    TeachersService,
    JudgementNotifier,
  ],
  exports: [Brains, ClassDesk],
})
export class LiveTeachingModule {}
