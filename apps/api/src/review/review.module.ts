import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Answer } from '../answers/answer.entity.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { InquiriesModule } from '../inquiries/inquiries.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MomentsModule } from '../moments/moments.module.js';
import { Recording } from '../recordings/recording.entity.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { Session } from '../sessions/session.entity.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { OwnResultsController } from './own-results.controller.js';
import { OwnResultsService } from './own-results.service.js';
import { ReviewWorkController } from './review-work.controller.js';
import { ReviewWorkList } from './review-work.service.js';
import { SessionReviewsController } from './session-reviews.controller.js';
import { SessionReviews } from './session-reviews.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Answer, Recording, Session]),
    FeedbackModule,
    InquiriesModule,
    LedgerModule,
    MomentsModule,
    RecordingsModule,
    SessionsModule,
  ],
  controllers: [SessionReviewsController, ReviewWorkController, OwnResultsController],
  providers: [SessionReviews, ReviewWorkList, OwnResultsService],
  exports: [OwnResultsService],
})
export class ReviewModule {}
