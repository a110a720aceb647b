import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../signalling/ledger.module.js';
import { AnswerTally } from './answer-tally.js';
import { Answer } from './answer.entity.js';

/** Apart from taking answers: streaming sums up, and answers are checked against streaming. */
@Module({
  imports: [TypeOrmModule.forFeature([Answer]), LedgerModule],
  providers: [AnswerTally],
  exports: [AnswerTally, TypeOrmModule],
})
export class AnswerTallyModule {}
