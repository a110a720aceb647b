import { describe, expect, it } from 'vitest';
import { decodedFrames, fixture, probePackets } from '../../test/ffmpeg.js';
import { readAudioSpecificConfig } from '../aac/audio-specific-config.js';
import { readAudioTagBody } from '../flv/audio-tag-body.js';
import { FlvReader } from '../flv/flv-reader.js';
import { type VideoCodecPacket, readVideoTagBody } from '../flv/video-tag-body.js';
import { readInitSegment } from './init-segment-reader.js';
import {
  AUDIO_TRACK_ID,
  type Fmp4AudioTrack,
  type Fmp4VideoTrack,
  VIDEO_TRACK_ID,
  initSegment,
} from './init-segment.js';
import { type Fmp4Sample, mediaSegment } from './media-segment.js';

/** Milliseconds, the timescale of FLV. */
const VIDEO_TIMESCALE = 1000;

type Movie = {
  video: { config: Uint8Array; codec: string; frames: TimedFrame[] };
  audio: { config: Uint8Array; frames: Uint8Array[] };
};
type TimedFrame = { dtsMs: number; packet: VideoCodecPacket };

function readMovie(name: string): Movie {
  const movie: Movie = {
    video: { config: new Uint8Array(0), codec: '', frames: [] },
    audio: { config: new Uint8Array(0), frames: [] },
  };
  for (const { type, timestampMs, body } of new FlvReader().push(fixture(name))) {
    if (type === 'video') {
      const packet = readVideoTagBody(body);
      if (packet.packet === 'sequence-header')
        Object.assign(movie.video, { config: packet.data, codec: packet.codec });
      else if (packet.packet === 'coded') movie.video.frames.push({ dtsMs: timestampMs, packet });
    } else if (type === 'audio') {
      const { packet, data } = readAudioTagBody(body);
      if (packet === 'sequence-header') movie.audio.config = data;
      else movie.audio.frames.push(data);
    }
  }
  return movie;
}

/** One fragment for each frame with the audio that goes with it, as the player hands it to MSE. */
function writeMovie(
  { video, audio }: Movie,
  tracks: { video: Fmp4VideoTrack; audio?: Fmp4AudioTrack },
): Uint8Array {
  const parts = [initSegment(tracks)];
  const audioPerFrame = Math.ceil(audio.frames.length / video.frames.length);
  video.frames.forEach(({ dtsMs, packet }, index) => {
    const next = video.frames[index + 1];
    const frame: Fmp4Sample = {
      data: packet.data,
      durationTicks: (next?.dtsMs ?? dtsMs + 40) - dtsMs,
      compositionOffset: packet.compositionTimeMs,
      isRandomAccess: packet.isRandomAccess,
    };
    const from = index * audioPerFrame;
    const audioFrames = audio.frames.slice(from, from + audioPerFrame);
    parts.push(
      mediaSegment({
        sequenceNumber: index + 1,
        tracks: [
          { trackId: VIDEO_TRACK_ID, baseMediaDecodeTime: dtsMs, samples: [frame] },
          {
            trackId: AUDIO_TRACK_ID,
            baseMediaDecodeTime: from * 1024,
            samples: tracks.audio ? audioFrames.map((data) => ({ data, durationTicks: 1024 })) : [],
          },
        ],
      }),
    );
  });
  return new Uint8Array(Buffer.concat(parts));
}

describe.each([
  { name: 'avc.flv', width: 388, height: 300 },
  { name: 'h264_aac_48000.flv', width: 960, height: 540 },
])('$name as fMP4, one fragment for each frame', ({ name, width, height }) => {
  const movie = readMovie(name);
  const tracks = {
    video: { avcC: movie.video.config, width, height, timescale: VIDEO_TIMESCALE },
    audio: { asc: movie.audio.config },
  };
  const fmp4 = writeMovie(movie, tracks);

  it('shows ffprobe every frame with its size, times and keyframes', () => {
    const videoFrames = movie.video.frames.map(({ dtsMs, packet }) => ({
      dtsMs,
      ptsMs: dtsMs + packet.compositionTimeMs,
      size: packet.data.length,
      isRandomAccess: packet.isRandomAccess,
    }));
    expect(probePackets('mp4', fmp4, 'v')).toEqual(videoFrames);
  });
  it('shows ffprobe every frame of audio on its own clock', () => {
    const { samplingFrequency } = readAudioSpecificConfig(movie.audio.config);
    const audio = movie.audio.frames.map((data, index) => ({
      size: data.length,
      ptsMs: Math.round((index * 1024 * 1000) / samplingFrequency),
    }));
    expect(probePackets('mp4', fmp4, 'a')).toMatchObject(audio);
  });
  it('is decoded by ffmpeg into the same frames', () => {
    // A frame that was cut off in the FLV is not in the fMP4.
    const original = decodedFrames('flv', fixture(name)).slice(0, movie.video.frames.length);
    expect(decodedFrames('mp4', fmp4).slice(0, original.length)).toEqual(original);
  });
  it('tells its tracks back', () => {
    expect(readInitSegment(fmp4.subarray(0, initSegment(tracks).length))).toEqual([
      {
        trackId: 1,
        timescale: 1000,
        sampleEntry: 'avc1',
        config: movie.video.config,
        size: { width, height },
      },
      {
        trackId: 2,
        timescale: readAudioSpecificConfig(movie.audio.config).samplingFrequency,
        sampleEntry: 'mp4a',
        config: movie.audio.config,
      },
    ]);
  });
});

describe('H.265', () => {
  it('is written as hvc1, and ffmpeg decodes every frame', () => {
    const movie = readMovie('h265_aac_44100.flv');
    const video = { hvcC: movie.video.config, width: 544, height: 960, timescale: VIDEO_TIMESCALE };
    const fmp4 = writeMovie(movie, { video });
    expect(movie.video.codec).toBe('h265');
    expect(probePackets('mp4', fmp4, 'v').map(({ size }) => size)).toEqual(
      movie.video.frames.map(({ packet }) => packet.data.length),
    );
    expect(decodedFrames('mp4', fmp4)).toHaveLength(movie.video.frames.length);
  });
});
