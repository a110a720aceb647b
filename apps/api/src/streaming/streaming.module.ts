import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LiveSessionsModule } from '../live-sessions/live-sessions.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StreamKeysModule } from '../stream-keys/stream-keys.module.js';
import { Bans } from './bans.js';
import { BeforeHooks } from './before-hooks.js';
import { FlvEndpoint } from './flv-endpoint.js';
import { Ladders } from './ladders.js';
import { MediaGate } from './media-gate.js';
import { PackagedEndpoint } from './packaged-endpoint.js';
import { PublisherRefusals } from './publisher-refusals.js';
import { RtmpService } from './rtmp.service.js';
import { RtmpAdmission } from './rtmp-admission.js';
import { SrtService } from './srt.service.js';
import { StreamDoor } from './stream-door.js';
import { SignedAddressesController } from './signed-addresses.controller.js';
import { StreamSources } from './stream-sources.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { SessionRenditionsController } from './session-renditions.controller.js';
import { ViewerBan } from './viewer-ban.entity.js';
import { Viewers } from './viewers.js';
import { WhepEndpoint } from './whep-endpoint.js';
import { ViewersController } from './viewers.controller.js';
import { StreamsController } from './streams.controller.js';

@Module({
  imports: [
    LedgerModule,
    LiveSessionsModule,
    SessionsModule,
    StreamKeysModule,
    TemplatesModule,
    TypeOrmModule.forFeature([ViewerBan]),
  ],
  controllers: [SessionRenditionsController, SignedAddressesController, StreamsController, ViewersController],
  providers: [
    MediaGate,
    RtmpAdmission,
    Bans,
    BeforeHooks,
    Viewers,
    RtmpService,
    SrtService,
    StreamDoor,
    StreamSources,
    FlvEndpoint,
    PackagedEndpoint,
    WhepEndpoint,
    Ladders,
    PublisherRefusals,
  ],
  exports: [
    ...[BeforeHooks, MediaGate, RtmpService, SrtService, StreamSources],
    ...[FlvEndpoint, PackagedEndpoint, WhepEndpoint, Ladders, Viewers],
  ],
})
export class StreamingModule {}
