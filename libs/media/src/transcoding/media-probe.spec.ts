import { describe, expect, it } from 'vitest';
import { isCopy, planFor } from './house-format.js';
import { readReport } from './media-probe.js';

const mp4 = (video: string, audio?: string, details = ''): string =>
  [
    "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:a.mp4':",
    '  Metadata:',
    '    title           : Stream #0:7: Video: fake',
    '  Duration: 00:00:05.06, start: 0.000000, bitrate: 3153 kb/s',
    `  Stream #0:0[0x1](und): Video: ${video}`,
    ...(details === '' ? [] : [details]),
    ...(audio === undefined ? [] : [`    Stream #0:1(und): Audio: ${audio}`]),
    'At least one output file must be specified',
  ].join('\n');
const H264 =
  'h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1920x1080 [SAR 1:1 DAR 16:9], 25 fps, 25 tbr';
const AAC = 'aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp, 317 kb/s (default)';

describe('the report of ffmpeg', () => {
  it('tells codecs, pixels and rate', () => {
    expect(readReport(mp4(H264, AAC), 'a.mp4')).toEqual({
      format: 'mov,mp4,m4a,3gp,3g2,mj2',
      video: { codec: 'h264', pixelFormat: 'yuv420p', width: 1920, height: 1080, rate: 25, isRotated: false },
      audio: { codec: 'aac' },
    });
  });

  it.each([
    { name: 'of version 5 on', details: '      displaymatrix: rotation of -90.00 degrees', isRotated: true },
    { name: 'of version 4', details: '      rotate          : 180', isRotated: true },
    { name: 'by nothing', details: '      displaymatrix: rotation of -0.00 degrees', isRotated: false },
  ])('tells a turned frame, $name', ({ details, isRotated }) => {
    expect(readReport(mp4(H264, AAC, details), 'a.mp4').video.isRotated).toBe(isRotated);
  });

  it('does not take a cover for a film', () => {
    const cover = 'mjpeg (Baseline), yuvj420p(pc), 500x500, 90k tbr (attached pic)';
    expect(() => readReport(mp4(cover, AAC), 'a.m4a')).toThrow('a.m4a has no video');
  });

  it.each(['', 'a.mp4: Invalid data found when processing input'])(
    'that is not media is refused: %j',
    (text) => {
      expect(() => readReport(text, 'a.mp4')).toThrow('a.mp4 is no media file that can be read.');
    },
  );
});

describe('what is done to a file', () => {
  it.each([
    { name: 'H.264 and AAC', report: mp4(H264, AAC), plan: { video: 'copy', audio: 'copy' } },
    { name: 'H.264 alone', report: mp4(H264), plan: { video: 'copy', audio: 'none' } },
    { name: 'H.264 with MP3', report: mp4(H264, 'mp3, 44100 Hz'), plan: { video: 'copy', audio: 'encode' } },
    {
      name: 'H.264 of 10 bits',
      report: mp4(H264.replace('yuv420p', 'yuv420p10le'), AAC),
      plan: { video: 'encode', audio: 'copy' },
    },
    {
      name: 'H.264 that is turned',
      report: mp4(H264, AAC, '      rotate : 90'),
      plan: { video: 'encode', audio: 'copy' },
    },
    {
      name: 'H.264 without a container',
      report: mp4(H264).replace('mov,mp4,m4a,3gp,3g2,mj2', 'h264'),
      plan: { video: 'encode', audio: 'none' },
    },
    {
      name: 'VP9 with Opus',
      report: mp4('vp9, yuv420p, 640x360', 'opus, 48000 Hz'),
      plan: { video: 'encode', audio: 'encode' },
    },
  ])('$name', ({ report, plan }) => {
    const planned = planFor(readReport(report, 'a'));
    expect(planned).toEqual(plan);
    expect(isCopy(planned)).toBe(plan.video === 'copy' && plan.audio !== 'encode');
  });
});
