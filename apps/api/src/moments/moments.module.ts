import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Comments } from './comments.service.js';
import { MomentComment } from './moment-comment.entity.js';
import { MomentLink } from './moment-link.entity.js';
import { MomentLinks } from './moment-links.service.js';
import { MomentsController } from './moments.controller.js';
import { RewindsController } from './rewinds.controller.js';
import { RewindCounts } from './rewinds.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([MomentComment, MomentLink]), RecordingsModule, SessionsModule],
  controllers: [MomentsController, RewindsController],
  providers: [Comments, MomentLinks, RewindCounts],
  exports: [Comments],
})
export class MomentsModule {}
