import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A recording of `fixtures/`, or of another folder relative to this one. */
export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));

/** Runs ffmpeg on `input` given through a pipe, and returns what it writes to stdout. */
export function ffmpeg(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Uint8Array {
  return new Uint8Array(
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...args], {
      input,
      maxBuffer: MAX_OUTPUT_BYTES,
      stdio: 'pipe',
    }),
  );
}

/** One checksum for each decoded frame, without times, which a container may round. */
export function decodedFrames(format: string, bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(
    ffmpeg(
      ['-f', format, '-i', 'pipe:0', '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
      bytes,
    ),
  );
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(line.lastIndexOf(',') + 1).trim());
}

/** A packet as ffprobe sees it; times in ms, rounded. */
export type ProbedPacket = { dtsMs: number; ptsMs: number; size: number; isRandomAccess: boolean };

/** The packets of one kind in file order. */
export function probePackets(format: string, bytes: Uint8Array, kind: 'v' | 'a'): ProbedPacket[] {
  const args = [
    '-v',
    'error',
    '-f',
    format,
    '-select_streams',
    kind,
    '-show_packets',
    '-of',
    'json',
    'pipe:0',
  ];
  const { packets } = JSON.parse(
    execFileSync('ffprobe', args, { input: bytes, maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8' }),
  ) as { packets: { pts_time: string; dts_time: string; size: string; flags: string }[] };
  return packets.map((packet) => ({
    dtsMs: Math.round(Number(packet.dts_time) * 1000),
    ptsMs: Math.round(Number(packet.pts_time) * 1000),
    size: Number(packet.size),
    isRandomAccess: packet.flags.startsWith('K'),
  }));
}
