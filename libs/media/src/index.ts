/**
 * What other projects use: a name comes in when one of them needs it. Options and results have the types of the calls
 * that take and give them.
 */

export {
  type AudioFrame,
  type DataItem,
  type MediaFrame,
  type PublishedFrame,
  type StreamHeaders,
  type VideoFrame,
} from './stream/media-frame.js';
export {
  LiveStreamEnded,
  PublisherConflict,
  type Publication,
  type PublisherInfo,
} from './stream/publication.js';
export { type Sink } from './stream/sink.js';
export { LiveStream } from './stream/live-stream.js';
export { type StreamAdvice, type StreamAdviceCode, type StreamHealth } from './stream/stream-advice.js';
export { SeiStamper } from './stream/sei-stamper.js';
export { type Admission } from './stream/admission.js';
export { EventSchedule, type Stamped, type StampRequest } from './stream/event-schedule.js';
export { DEFAULT_EVENT_LIMITS } from './stream/event-budget.js';
export {
  BodyTooLarge,
  BudgetExceeded,
  SeqOutOfOrder,
  StampError,
  StreamEnded,
  StreamRelayed,
  type StampRefusal,
} from './stream/stamp-errors.js';
export { FlvMessageReader } from './flv/flv-to-stream.js';
export { UnsupportedMedia } from './stream/unsupported-media.js';
export { type RtmpAuthorizer, type RtmpClient, type RtmpRequest } from './rtmp/rtmp-authorizer.js';
export { RtmpServer, type RtmpRefused, type RtmpServerStats } from './rtmp/rtmp-server.js';
export { Restream, type RestreamOptions, type RestreamStatus } from './rtmp/restream.js';
export { PushFailed, type PushFailure, type RtmpTarget } from './rtmp/rtmp-push.js';
export { type RtmpLimits } from './rtmp/rtmp-limits.js';
export { LibsrtMissing, SrtRejection, type SrtRejectionCode } from './srt/libsrt.js';
export { type SrtAuthorizer, type SrtRefusal, type SrtRequest } from './srt/srt-authorizer.js';
export { SrtServer, type SrtRefused, type SrtServerStats } from './srt/srt-server.js';
export { type SrtStatistics } from './srt/srt-statistics.js';
export { SrtPortTaken } from './srt/srt-thread.js';
export { type SrtTarget } from './srt/stream-id.js';
export { libcUnavailable } from './fanout/socket/libc.js';
export { createFlvHandler, type FlvHandler, type FlvStats } from './http-flv/flv-handler.js';
export { HttpFlvServer, type HttpFlvServerOptions } from './http-flv/http-flv-server.js';
export { WebRtcUnavailable } from './webrtc/node-datachannel.js';
export {
  createWhepHandler,
  type WhepHandler,
  type WhepHandlerOptions,
  type WhepViewer,
} from './webrtc/whep-handler.js';
export { FileSource, type FileLoop } from './file/file-source.js';
export { FfmpegMissing, findFfmpeg, packagedFfmpeg } from './transcoding/find-ffmpeg.js';
export { FfmpegFailed, type FfmpegOutput, startFfmpeg } from './transcoding/ffmpeg-process.js';
export { bestEncoder, checkEncoders, type EncoderCheck } from './ladder/encoders.js';
export { dryRunLadder, type LadderDryRun, type LadderDryRunOptions } from './ladder/dry-run.js';
export { Ladder, type LadderOptions } from './ladder/ladder.js';
export { type LadderAlarm, type LadderStatus, type RenditionStatus } from './ladder/ladder-status.js';
export {
  CORNERS,
  ENCODERS,
  PROFILES,
  type Encoder,
  type LadderTemplate,
  type Region,
  type RenditionTemplate,
  type Watermark,
} from './ladder/template.js';
export { MediaFileError, probeMedia, type MediaFileProblem } from './transcoding/media-probe.js';
export {
  CELL_MS,
  CELL_VIDEO_FRAMES,
  CELL_AUDIO_FRAMES,
  VIDEO_FRAME_MS,
  type Cell,
  type ClipFrame,
} from './playout/cell.js';
export { type CellSource } from './playout/cell-source.js';
export { Clip } from './playout/clip.js';
export { writeClipFlv } from './playout/clip-flv.js';
export { ClipCache } from './playout/clip-cache.js';
export { ClipFormatError } from './playout/clip-format-error.js';
export { GrowingClip } from './playout/growing-clip.js';
export { Pacer, type PacerClock } from './playout/pacer.js';
export { Playout, type PlayoutOptions } from './playout/playout.js';
export { type EnqueueOptions, type PlayoutItem, type ScheduledRun } from './playout/playout-item.js';
export {
  createPackagedHandler,
  type PackagedHandler,
  type PackagedHandlerOptions,
} from './packaged-handler.js';
export {
  Recorder,
  type RecorderOptions,
  type RecorderStats,
  type RecordingAlarm,
} from './recording/recorder.js';
export { type Personal, playlistWithQuery, privateCache } from './http-objects/personal.js';
export { type ByteSpan, readRange } from './http-objects/byte-range.js';
export { FileBytes, type ByteSource } from './recording/byte-source.js';
export { findStretches, type StretchPlace } from './recording/stretch-place.js';
export { readFragments, type StoredFragment } from './recording/fragment-reader.js';
export { recordedFrames, type RecordedItem } from './recording/recorded-frames.js';
export { RecordedMessages, type RecordedMessage } from './recording/recorded-index.js';
export { recordingFlv } from './recording/recording-flv.js';
export { FINISHED as FINISHED_RECORDING } from './recording/recording-files.js';
export { recordingParts, type RecordingPart } from './recording/stored-recording.js';
export { StoredSegments, type ListedStretch, type StoredStretch } from './recording/stored-segments.js';
export { RecordedPast, type PastStretch } from './recording/recorded-past.js';
export { recordingPlaylist, type PlacedStretch } from './recording/recording-playlist.js';
export {
  finishRecording,
  NothingRecorded,
  type RecordingContents,
  type RecordingFacts,
  type RecordingItem,
} from './recording/finish-recording.js';
export { type TimedText } from './recording/finished-movie.js';
export { recordingItems } from './recording/recording-items.js';
