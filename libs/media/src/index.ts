export {
  sameAudioHeaders,
  sameVideoHeaders,
  type AudioFrame,
  type AudioHeaders,
  type DataItem,
  type DataValue,
  type MediaFrame,
  type PublishedFrame,
  type StreamHeaders,
  type VideoFrame,
  type VideoHeaders,
} from './stream/media-frame.js';
export {
  LiveStreamEnded,
  PublisherConflict,
  type Publication,
  type PublisherInfo,
  type PushOutcome,
  type PushResult,
} from './stream/publication.js';
export { type Sink, type Subscription } from './stream/sink.js';
export { LiveStream } from './stream/live-stream.js';
export {
  type LiveStreamEvents,
  type LiveStreamOptions,
  type LiveStreamStats,
} from './stream/live-stream-types.js';
export { type StreamAdvice, type StreamAdviceCode, type StreamHealth } from './stream/stream-advice.js';
export { SeiStamper } from './stream/sei-stamper.js';
export { type Admission } from './stream/admission.js';
export {
  EventSchedule,
  type EventScheduleOptions,
  type Stamped,
  type StampRequest,
} from './stream/event-schedule.js';
export { DEFAULT_EVENT_LIMITS, type EventLimits } from './stream/event-budget.js';
export {
  BodyTooLarge,
  BudgetExceeded,
  SeqOutOfOrder,
  StampError,
  StreamEnded,
  StreamRelayed,
  type StampRefusal,
} from './stream/stamp-errors.js';
export { FlvMessageReader, type FlvMeaning, type FlvMessage } from './flv/flv-to-stream.js';
export { UnsupportedMedia } from './stream/unsupported-media.js';
export { type RtmpAuthorizer, type RtmpRefusal, type RtmpRequest } from './rtmp/rtmp-authorizer.js';
export {
  RtmpServer,
  type RtmpServerEvents,
  type RtmpServerOptions,
  type RtmpServerStats,
  type RtmpRefused,
} from './rtmp/rtmp-server.js';
export { type RtmpRole } from './rtmp/rtmp-refusal.js';
export { DEFAULT_RTMP_LIMITS, type RtmpLimits } from './rtmp/rtmp-limits.js';
export { libcUnavailable, LibcUnavailable } from './fanout/socket/libc.js';
export {
  createFlvHandler,
  type FlvHandler,
  type FlvHandlerOptions,
  type FlvStats,
} from './http-flv/flv-handler.js';
export { type FlvStreamStats } from './fanout/fanout.js';
export { HttpFlvServer, type HttpFlvServerOptions } from './http-flv/http-flv-server.js';
export { DEFAULT_RING_LIMITS, type RingLimits } from './fanout/batch-ring.js';
export { FileSource, type FileEnding, type FileLoop, type FileSourceOptions } from './file/file-source.js';
export {
  FfmpegMissing,
  findFfmpeg,
  packagedFfmpeg,
  type FindFfmpegOptions,
} from './transcoding/find-ffmpeg.js';
export { FfmpegFailed } from './transcoding/ffmpeg-process.js';
export {
  MediaFileError,
  probeMedia,
  type MediaFileProblem,
  type MediaProbe,
} from './transcoding/media-probe.js';
export { CELL_MS, CELL_PICTURES, CELL_SOUNDS, PICTURE_MS, type Cell, type Picture } from './playout/cell.js';
export { type CellSource } from './playout/cell-source.js';
export { Clip } from './playout/clip.js';
export { writeClipFlv } from './playout/clip-flv.js';
export { ClipCache, type ClipCacheOptions } from './playout/clip-cache.js';
export { ClipFormatError, type ClipFormatReason } from './playout/clip-format-error.js';
export { GrowingClip, type GrowingClipOptions } from './playout/growing-clip.js';
export { Pacer, type PacerClock, type PacerOptions, type PacerStats } from './playout/pacer.js';
export { Playout, type PlayoutOptions } from './playout/playout.js';
export {
  type EnqueueOptions,
  type Placement,
  type PlayoutEnd,
  type PlayoutItem,
  type PlayoutItemState,
  type PlayoutListener,
  type PlayoutOutcome,
  type ScheduledRun,
} from './playout/playout-item.js';
