import { Module } from '@nestjs/common';
import { InquiriesModule } from '../../inquiries/inquiries.module.js';
import { LiveSessionsModule } from '../../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../../sessions/sessions.module.js';
import { LiveTeachingModule } from '../session/live-teaching.module.js';
import { Helper } from './helper.js';
import { Helping } from './helping.service.js';
import { InquiriesController } from './inquiries.controller.js';
import { KeptQuestions } from './kept-questions.js';
import { WhatWasHad } from './what-was-had.js';

/** Answers to what students ask. */
@Module({
  imports: [InquiriesModule, LiveSessionsModule, LiveTeachingModule, SessionsModule],
  controllers: [InquiriesController],
  providers: [Helper, Helping, KeptQuestions, WhatWasHad],
})
export class HelpingModule {}
