import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Inquiries } from './inquiries.service.js';
import { InquiryReplyRow } from './inquiry-reply.entity.js';
import { InquiryRow } from './inquiry.entity.js';

/** What students ask the teacher. */
@Module({
  imports: [TypeOrmModule.forFeature([InquiryReplyRow, InquiryRow]), SessionsModule],
  providers: [Inquiries],
  exports: [Inquiries],
})
export class InquiriesModule {}
