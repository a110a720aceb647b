import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { LiveTeachingModule } from '../virtual-teacher/live-teaching.module.js';
import { ClassroomGateway } from './classroom.gateway.js';
import { StudentsModule } from './students.module.js';

@Module({
  imports: [
    AnswersModule,
    FeedbackModule,
    LiveTeachingModule,
    SessionsModule,
    StreamingModule,
    StudentsModule,
  ],
  providers: [ClassroomGateway],
})
export class ClassroomModule {}
