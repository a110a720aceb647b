import { execFileSync } from 'node:child_process';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs ffmpeg on files. */
export function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { stdio: 'pipe' });
}

/** One checksum for each decoded frame, without times. */
export function decodedFrames(path: string): string[] {
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    path,
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-f',
    'framemd5',
    '-',
  ];
  const text = execFileSync('ffmpeg', args, { maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8', stdio: 'pipe' });
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(line.lastIndexOf(',') + 1).trim());
}

export type ProbedPacket = { readonly ptsMs: number; readonly dtsMs: number; readonly bytes: number };

/** The video packets as ffprobe sees them, in file order; times in ms. */
export function probePackets(path: string): ProbedPacket[] {
  const args = ['-v', 'quiet', '-select_streams', 'v', '-show_packets', '-of', 'json', path];
  const { packets } = JSON.parse(
    execFileSync('ffprobe', args, { maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8' }),
  ) as {
    packets: { pts_time?: string; dts_time?: string; size: string }[];
  };
  return packets.map((packet) => ({
    ptsMs: Number(packet.pts_time) * 1000,
    dtsMs: Number(packet.dts_time) * 1000,
    bytes: Number(packet.size),
  }));
}
