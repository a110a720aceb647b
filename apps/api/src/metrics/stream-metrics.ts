import type { Meter } from '@opentelemetry/api';
import { Injectable } from '@nestjs/common';
import { LiveSessions } from '../live-sessions/live-sessions.service.js';
import { Recorders } from '../recordings/recorders.js';
import { RtmpService } from '../streaming/rtmp.service.js';
import { SrtService } from '../streaming/srt.service.js';
import { SharedMedia } from '../virtual-teacher/compiling/shared-media.js';
import { observe, seconds } from './instruments.js';
import { MetricsRegistry } from './metrics-registry.js';

/** Each live stream, its publisher and its recorder. */
@Injectable()
export class StreamMetrics {
  constructor(
    { meter }: MetricsRegistry,
    live: LiveSessions,
    rtmp: RtmpService,
    srt: SrtService,
    recorders: Recorders,
    shared: SharedMedia,
  ) {
    observeStreams(meter, live);
    observePublishers(meter, rtmp, srt);
    observeRecorders(meter, recorders);
    observePlayouts(meter, shared);
  }
}

function observeStreams(meter: Meter, live: LiveSessions): void {
  observe(
    meter,
    {
      streams_live: ['gauge', 'Sessions that are live on this server.'],
      stream_publishing: [
        'gauge',
        '1 while somebody publishes to the session, or the virtual teacher teaches.',
      ],
      stream_bitrate_bps: ['gauge', 'Bits a second of a stream, audio and events included.'],
      stream_frame_rate: ['gauge', 'Frames a second of a stream, measured.'],
      stream_key_frame_interval_seconds: [
        'gauge',
        'Time between the last two frames that can be decoded alone.',
      ],
      stream_audio_offset_seconds: [
        'gauge',
        'How much later audio is stamped than the video that arrives with it.',
      ],
      stream_jitter_seconds: ['gauge', 'How irregularly the frames of a publisher arrive (RFC 3550).'],
      stream_advice: ['gauge', 'Faults of what a publisher sends now.'],
      stream_subscribers: ['gauge', 'What takes frames of a stream: groups of viewers, recorder, packaging.'],
      stream_frames: ['counter', 'Frames of a stream.'],
      stream_bytes: ['counter', 'Bytes of a stream.'],
      stream_dropped_frames: ['counter', 'Frames of a publisher that could not be used.'],
      stream_malformed_frames: ['counter', 'Frames of a publisher that were damaged.'],
      stream_discontinuities: ['counter', 'Jumps of clocks and changes of publishers that were bridged.'],
    },
    (note) => {
      const streams = live.streams();
      note('streams_live', streams.length);
      for (const [session, stream] of streams) {
        const { stats, health } = stream;
        const of = { session };
        note('stream_publishing', stats.publisher === undefined ? 0 : 1, of);
        note('stream_bitrate_bps', health.bitrate, of);
        note('stream_frame_rate', health.frameRate, of);
        note('stream_key_frame_interval_seconds', seconds(health.keyFrameIntervalMs), of);
        note('stream_audio_offset_seconds', seconds(health.audioOffsetMs), of);
        note('stream_jitter_seconds', seconds(stats.jitterMs), of);
        note('stream_advice', health.advice.length, of);
        note('stream_subscribers', stats.subscribers, of);
        note('stream_frames', stats.videoFrames, { ...of, media: 'video' });
        note('stream_frames', stats.audioFrames, { ...of, media: 'audio' });
        note('stream_bytes', stats.bytes, of);
        note('stream_dropped_frames', stats.droppedFrames, of);
        note('stream_malformed_frames', stats.malformedFrames, of);
        note('stream_discontinuities', stats.discontinuities, of);
      }
    },
  );
}

function observePublishers(meter: Meter, rtmp: RtmpService, srt: SrtService): void {
  observe(
    meter,
    {
      publishers: ['gauge', 'Publishers that are connected.'],
      refusals: ['counter', 'Publishers and players that were sent away.'],
    },
    (note) => {
      for (const [transport, stats] of [
        ['rtmp', rtmp.stats],
        ['srt', srt.stats],
      ] as const) {
        note('publishers', stats?.publishers, { transport });
        note('refusals', stats?.refused, { transport });
      }
    },
  );
}

function observeRecorders(meter: Meter, recorders: Recorders): void {
  observe(
    meter,
    {
      recordings_active: ['gauge', 'Sessions that are recorded now.'],
      recorder_bytes: ['counter', 'Bytes written of a recording.'],
      recorder_queued_bytes: ['gauge', 'Bytes of a recording that wait for the disk.'],
      recorder_lost_seconds: ['gauge', 'What was live and was not recorded, because of the disk.'],
      recorder_alarm: ['gauge', '1 while a recorder cannot write.'],
    },
    (note) => {
      const all = recorders.stats();
      note('recordings_active', all.length);
      for (const [session, { bytes, queuedBytes, lostMs, alarm }] of all) {
        note('recorder_bytes', bytes, { session });
        note('recorder_queued_bytes', queuedBytes, { session });
        note('recorder_lost_seconds', seconds(lostMs), { session });
        note('recorder_alarm', alarm === undefined ? 0 : 1, { session });
      }
    },
  );
}

function observePlayouts(meter: Meter, { pacer }: SharedMedia): void {
  observe(
    meter,
    {
      playouts: ['gauge', 'Sessions that a virtual teacher plays now.'],
      playout_slips: ['counter', 'Times that the process was held up until frames of playouts were skipped.'],
      playout_latest_seconds: ['gauge', 'The latest beat of all playouts, behind its time, since the start.'],
    },
    (note) => {
      const { members, slips, latestMs } = pacer.stats;
      note('playouts', members);
      note('playout_slips', slips);
      note('playout_latest_seconds', seconds(latestMs));
    },
  );
}
