import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AnswerCounter } from '../signalling/answer-counter.js';
import { StudentsModule } from '../students/students.module.js';
import { AnswerTally } from './answer-tally.js';
import { Answer } from './answer.entity.js';
import { AnswersController } from './answers.controller.js';
import { ScoreController } from './score.controller.js';
import { ScoreService } from './score.service.js';
import { CorrectionStore } from './correction-store.js';
import { Correction } from './correction.entity.js';
import { Openings } from './openings.js';
import { AnswersService } from './answers.service.js';

/** Global, because live sessions, which are below, sum answers up through AnswerCounter. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([Answer, Correction]),
    LedgerModule,
    LiveSessionsModule,
    SessionsModule,
    StudentsModule,
  ],
  controllers: [AnswersController, ScoreController],
  providers: [
    AnswersService,
    CorrectionStore,
    ScoreService,
    Openings,
    { provide: AnswerCounter, useClass: AnswerTally },
  ],
  exports: [AnswersService, AnswerCounter, CorrectionStore, Openings, ScoreService, TypeOrmModule],
})
export class AnswersModule {}
