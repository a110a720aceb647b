import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Recording } from '../recordings/recording.entity.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SessionReviewsController } from './session-reviews.controller.js';
import { SessionReviews } from './session-reviews.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Recording]), RecordingsModule, SessionsModule],
  controllers: [SessionReviewsController],
  providers: [SessionReviews],
})
export class ReviewModule {}
