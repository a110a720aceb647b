import type { MediaProbe } from './media-probe.js';

/** What is done to each track of a file on its way to FLV. */
export type MediaPlan = { readonly video: 'copy' | 'encode'; readonly audio: 'copy' | 'encode' | 'none' };

/** Containers whose time stamps can be passed on; a bare H.264 stream has none. */
const TIMED_FORMATS = /\b(mov|mp4|flv|matroska|webm|mpegts)\b/;
/** What every browser decodes; 10 bits and 4:2:2 are not. */
const PLAYABLE_PIXELS = /^yuvj?420p$/;

/** Copies what a browser can play as it is. */
export function planFor({ format, video, audio }: MediaProbe): MediaPlan {
  const copies =
    video.codec === 'h264' &&
    PLAYABLE_PIXELS.test(video.pixelFormat) &&
    TIMED_FORMATS.test(format) &&
    !video.isRotated;
  return {
    video: copies ? 'copy' : 'encode',
    audio: audio === undefined ? 'none' : audio.codec === 'aac' ? 'copy' : 'encode',
  };
}

export const isCopy = ({ video, audio }: MediaPlan): boolean => video === 'copy' && audio !== 'encode';

/** ffmpeg's names for the rates of television and cinema. */
const RATES: readonly (readonly [number, string])[] = [
  [23.98, '24000/1001'],
  [24, '24'],
  [25, '25'],
  [29.97, '30000/1001'],
  [30, '30'],
];

/** The rate nearest to the source's among those of teaching video: half of 50 and 60, 25 for what is unknown. */
export function houseRate(rate: number | undefined): string {
  if (rate === undefined) return '25';
  const wanted = rate > 31 ? rate / 2 : rate;
  const near = RATES.find(([value]) => Math.abs(value - wanted) < 0.03);
  return near?.[1] ?? '25';
}

/**
 * The house format: H.264 High without B-frames, a closed group of pictures of one second, at most 1080p; for the audio
 * AAC-LC at 48 kHz.
 */
export const houseVideo = (rate: string): string[] => [
  ...['-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-crf', '23'],
  ...['-maxrate', '4M', '-bufsize', '4M', '-bf', '0', '-sc_threshold', '0'],
  ...['-g', '250', '-force_key_frames', 'expr:gte(t,n_forced*1)', '-flags', '+cgop'],
  '-vf',
  `fps=${rate},scale=w='min(1920,iw)':h='min(1080,ih)':force_original_aspect_ratio=decrease,scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1`,
];
export const HOUSE_AUDIO: readonly string[] = ['-b:a', '128k', '-ar', '48000', '-ac', '2'];

/** One video track and one audio track, as a live FLV on stdout. */
export const flvOutput = ({ audio }: MediaPlan): string[] => [
  ...['-map', '0:V:0', ...(audio === 'none' ? [] : ['-map', '0:a:0'])],
  ...['-sn', '-dn', '-map_metadata', '-1', '-flvflags', 'no_duration_filesize', '-f', 'flv'],
];
