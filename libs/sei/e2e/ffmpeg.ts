import { execFileSync, spawnSync } from 'node:child_process';
import { formatUuid, type VideoCodec } from '../src/index.js';

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;
const formatOf = (codec: VideoCodec): string => (codec === 'h264' ? 'h264' : 'hevc');

/** Runs ffmpeg on `input` given through a pipe, and returns what it writes to stdout. */
export function ffmpeg(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Uint8Array {
  const options = { input, maxBuffer: MAX_OUTPUT_BYTES, stdio: 'pipe' } as const;
  return new Uint8Array(execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...args], options));
}

/** Two seconds of a moving test picture with noise, as a byte stream. */
export function encode(size: string, codecArgs: readonly string[], codec: VideoCodec): Uint8Array {
  const source = `testsrc2=size=${size}:rate=25:duration=1.2,noise=alls=20:allf=t`;
  return ffmpeg(['-f', 'lavfi', '-i', source, ...codecArgs, '-f', formatOf(codec), '-']);
}

/** The video of a container as a byte stream, its pictures untouched. */
export const toAnnexB = (file: string): Uint8Array =>
  ffmpeg(['-i', file, '-map', '0:v', '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'h264', '-']);

/**
 * One line for each decoded picture: times, size and MD5. A stream that ffmpeg cannot decode gives none. With several
 * threads it conceals the loss in a stream that is cut off now so, now so.
 */
export function frameMd5(stream: Uint8Array, codec: VideoCodec): string[] {
  const args = [
    '-v',
    'quiet',
    '-threads',
    '1',
    '-f',
    formatOf(codec),
    '-i',
    'pipe:0',
    '-fps_mode',
    'passthrough',
    '-f',
    'framemd5',
    '-',
  ];
  const { stdout } = spawnSync('ffmpeg', args, {
    input: stream,
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Packets that ffprobe's own parser cuts the stream into. */
export function countPackets(stream: Uint8Array, codec: VideoCodec): number {
  const show = ['-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0'];
  const args = ['-v', 'quiet', '-f', formatOf(codec), ...show, 'pipe:0'];
  const options = { input: stream, maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8' } as const;
  return Number.parseInt(execFileSync('ffprobe', args, options), 10);
}

/** user_data_unregistered as ffmpeg's bitstream filter trace_headers reads it, in stream order. */
export function traceUserData(stream: Uint8Array, codec: VideoCodec): { uuid: string; data: number[] }[] {
  const args = [
    '-nostdin',
    '-f',
    formatOf(codec),
    '-i',
    'pipe:0',
    '-c',
    'copy',
    '-bsf:v',
    'trace_headers',
    '-f',
    'null',
    '-',
  ];
  const { stderr } = spawnSync('ffmpeg', args, {
    input: stream,
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  });
  const found: { uuid: number[]; data: number[] }[] = [];
  for (const line of stderr.split('\n')) {
    if (/\] User Data Unregistered/.test(line)) found.push({ uuid: [], data: [] });
    const field = /(uuid_iso_iec_11578|user_data_payload_byte)\[\d+\].* = (\d+)/.exec(line);
    if (field) found.at(-1)?.[field[1] === 'uuid_iso_iec_11578' ? 'uuid' : 'data'].push(Number(field[2]));
  }
  return found.map(({ uuid, data }) => ({ uuid: formatUuid(Uint8Array.from(uuid)), data }));
}
