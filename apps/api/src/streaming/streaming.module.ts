import { Module } from '@nestjs/common';
import { AnswerTallyModule } from '../answers/answer-tally.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LedgerModule } from '../signalling/ledger.module.js';
import { StreamKeysModule } from '../stream-keys/stream-keys.module.js';
import { PreviewStreamsModule } from '../virtual-teacher/preview/preview-streams.module.js';
import { Films } from './films.js';
import { FlvEndpoint } from './flv-endpoint.js';
import { LiveSessions } from './live-sessions.service.js';
import { PublisherRefusals } from './publisher-refusals.js';
import { RtmpService } from './rtmp.service.js';
import { StreamsController } from './streams.controller.js';

@Module({
  imports: [AnswerTallyModule, LedgerModule, PreviewStreamsModule, SessionsModule, StreamKeysModule],
  controllers: [StreamsController],
  providers: [Films, LiveSessions, RtmpService, FlvEndpoint, PublisherRefusals],
  exports: [LiveSessions, RtmpService, FlvEndpoint],
})
export class StreamingModule {}
