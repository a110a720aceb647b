import { Module } from '@nestjs/common';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SelfPacedModule } from '../self-paced/self-paced.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StudentsModule } from '../students/students.module.js';
import { LiveTeachingModule } from '../virtual-teacher/session/live-teaching.module.js';
import { PassingModule } from '../passing/passing.module.js';
import { ClassMessages } from './class-messages.js';
import { ClassRooms } from './class-rooms.js';
import { ClassroomGateway } from './classroom.gateway.js';
import { SharedPresence } from './shared-presence.js';
import { RosterController } from './roster.controller.js';
import { RosterService } from './roster.service.js';

@Module({
  imports: [
    FeedbackModule,
    LiveSessionsModule,
    LiveTeachingModule,
    PassingModule,
    SelfPacedModule,
    SessionsModule,
    StudentsModule,
  ],
  controllers: [RosterController],
  providers: [ClassMessages, ClassRooms, ClassroomGateway, RosterService, SharedPresence],
})
export class ClassroomModule {}
