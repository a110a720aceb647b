import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionsModule } from '../sessions/sessions.module.js';
import { RestreamTargets } from './restream-targets.js';
import { RestreamRow } from './restream.entity.js';
import { Restreaming } from './restreaming.js';
import { RestreamsController } from './restreams.controller.js';
import { Restreams } from './restreams.service.js';
import { SessionRestreamsController } from './session-restreams.controller.js';

@Module({
  imports: [SessionsModule, TypeOrmModule.forFeature([RestreamRow])],
  controllers: [RestreamsController, SessionRestreamsController],
  providers: [Restreaming, Restreams, RestreamTargets],
})
export class RestreamsModule {}
