import type { StreamKeyCreated, StreamStatus } from './streams.js';

const createdAt = '2026-01-01T00:00:00.000Z';

export type StreamExamples = {
  readonly StreamKeyCreated: StreamKeyCreated;
  readonly StreamStatus: StreamStatus;
};

/** Of streams and those who publish them. */
export const streamExamples: StreamExamples = {
  StreamKeyCreated: {
    id: 'k1',
    sessionId: 's1',
    label: 'default',
    trustedRelay: false,
    path: null,
    open: false,
    addresses: null,
    hint: '4f2a',
    publishing: false,
    createdAt,
    rotatedAt: null,
    key: 'live_example4f2a',
    publishUrl: 'rtmp://school.example:1935/live/live_example4f2a',
    srtUrl: 'srt://school.example:9000?streamid=#!::m=publish,k=live_example4f2a',
  },
  StreamStatus: {
    onAir: true,
    publisher: { kind: 'srt', remote: '192.0.2.7', since: createdAt },
    video: { codec: 'h264', width: 1280, height: 720, frameRate: 25 },
    audio: { codec: 'aac', sampleRate: 48_000, channels: 2 },
    ptsMs: 61_040,
    bitrate: 2_500_000,
    frameRate: 25,
    keyFrameIntervalMs: 2000,
    audioOffsetMs: 12,
    line: {
      rttMs: 31.4,
      bitrate: 2_610_000,
      packets: 15_200,
      lostPackets: 76,
      retransmittedPackets: 74,
      droppedPackets: 2,
    },
    advice: [],
    viewers: 31,
    lastSeq: 7,
    refusals: [],
  },
};
