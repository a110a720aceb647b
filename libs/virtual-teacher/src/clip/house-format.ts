import { aacLowComplexity, writeAudioSpecificConfig } from '@lockstep/formats';
import type { StreamHeaders } from '@lockstep/media';
import { writeAvcDecoderConfiguration } from '@lockstep/sei';

export const FRAME_WIDTH = 1280;
export const FRAME_HEIGHT = 720;
export const FRAMES_PER_SECOND = 25;
export const AUDIO_RATE = 48_000;
/** Samples of one AAC-LC frame. */
export const AUDIO_FRAME = 1024;
/** Samples that sound while one frame is shown. */
export const SAMPLES_PER_VIDEO_FRAME = AUDIO_RATE / FRAMES_PER_SECOND;
/** An IDR at least every so many frames of a talking clip: 0.96 s. */
export const TALKING_GROUP = 24;
/** An IDR at the beginning of every cell: where a clip can be left, or begun while it grows. */
export const CELL_GROUP = 8;
/** Bytes of an I420 frame. */
export const FRAME_BYTES = (FRAME_WIDTH * FRAME_HEIGHT * 3) / 2;

/** Part of every clip's id: changes whenever the same words would make other bytes. */
export const HOUSE_FORMAT = 'house/1';

/**
 * The parameter sets that libx264 writes for {@link pictureEncoding}, the same for builds of 2018 and of today. Every
 * clip is checked against them, so that a splice never needs new ones.
 */
const SPS = Uint8Array.from(Buffer.from('6764001facb402802dd350101014000003000400000300ca3c60ca80', 'hex'));
const PPS = Uint8Array.from(Buffer.from('68ee0bcb', 'hex'));

/** The AVCDecoderConfigurationRecord of all clips. */
export const HOUSE_AVC_CONFIG: Uint8Array = writeAvcDecoderConfiguration({
  profileIdc: 100,
  profileCompatibility: 0,
  levelIdc: 31,
  lengthSize: 4,
  sps: [SPS],
  pps: [PPS],
});
export const HOUSE_AAC_CONFIG: Uint8Array = writeAudioSpecificConfig(aacLowComplexity(AUDIO_RATE, 1));

/** What a decoder of any clip needs. */
export const HOUSE_HEADERS: StreamHeaders = {
  video: {
    codec: 'h264',
    config: HOUSE_AVC_CONFIG,
    lengthSize: 4,
    width: FRAME_WIDTH,
    height: FRAME_HEIGHT,
    frameRate: FRAMES_PER_SECOND,
  },
  audio: { codec: 'aac', config: HOUSE_AAC_CONFIG, sampleRate: AUDIO_RATE, channels: 1 },
  metadata: {
    width: FRAME_WIDTH,
    height: FRAME_HEIGHT,
    framerate: FRAMES_PER_SECOND,
    videocodecid: 7,
    audiocodecid: 10,
    audiosamplerate: AUDIO_RATE,
  },
};

/**
 * ffmpeg's arguments for frames of the house format: no B-frames and no look-ahead, so that each frame comes out as
 * soon as it went in; a closed group of `group` frames; a constant quantiser, so that nothing of the clip before shows.
 */
export function videoEncoding(group: number): string[] {
  const x264 = {
    keyint: group,
    'min-keyint': group,
    scenecut: 0,
    'open-gop': 0,
    bframes: 0,
    ref: 1,
    weightp: 0,
    mbtree: 0,
    'rc-lookahead': 0,
    'sync-lookahead': 0,
    'sliced-threads': 0,
    'force-cfr': 1,
    colorprim: 'bt709',
    transfer: 'bt709',
    colormatrix: 'bt709',
    chromaloc: 0,
    fullrange: 'off',
  };
  const parameters = Object.entries(x264).map(([name, value]) => `${name}=${value}`);
  return [
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'superfast',
      '-profile:v',
      'high',
      '-level',
      '3.1',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-qp', '24', '-threads', '1', '-x264-params', parameters.join(':')],
    ...['-flush_packets', '1', '-f', 'flv', 'pipe:1'],
  ];
}

/** ffmpeg's arguments for audio of the house format, as ADTS. */
export const audioEncoding: readonly string[] = [
  ...['-c:a', 'aac', '-b:a', '64k', '-ar', `${AUDIO_RATE}`, '-ac', '1'],
  ...['-flush_packets', '1', '-f', 'adts', 'pipe:1'],
];
