import { spawn } from 'node:child_process';
import { text as readText, buffer as readBuffer } from 'node:stream/consumers';

/** Runs a program of the system; what it wrote. It must end well and complain of nothing. */
async function run(program: string, args: readonly string[], input?: Uint8Array): Promise<Buffer> {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined); // it may have read enough
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, complaints, code] = await Promise.all([
    readBuffer(child.stdout),
    readText(child.stderr),
    closed,
  ]);
  if (code !== 0 || complaints.trim() !== '') throw new Error(`${program} (${code}): ${complaints}`);
  return stdout;
}

export type ProbedFrame = { readonly ptsMs: number; readonly type: string; readonly isRandomAccess: boolean };

/** Every frame as ffprobe decodes it. */
export async function probeFrames(path: string): Promise<ProbedFrame[]> {
  const fields = 'frame=pts_time,pict_type,key_frame';
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', fields, '-of', 'json', path];
  const { frames } = JSON.parse((await run('ffprobe', args)).toString()) as {
    frames: { pts_time: string; pict_type: string; key_frame: number }[];
  };
  return frames.map((frame) => ({
    ptsMs: Math.round(Number(frame.pts_time) * 1000),
    type: frame.pict_type,
    isRandomAccess: frame.key_frame === 1,
  }));
}

export type ProbedStream = Readonly<Record<string, string | number>>;

export async function probeStreams(path: string): Promise<ProbedStream[]> {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  return (JSON.parse((await run('ffprobe', args)).toString()) as { streams: ProbedStream[] }).streams;
}

/** The audio as a player hears it: 48 kHz mono. */
export async function decodeAudio(flv: Uint8Array): Promise<Int16Array> {
  const args = ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', '-vn', '-f', 's16le', 'pipe:1'];
  const bytes = await run('ffmpeg', args, flv);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The mean colour of each frame, RGB. */
export async function decodeColours(flv: Uint8Array): Promise<number[][]> {
  const mean = 'scale=in_color_matrix=bt709:in_range=tv,format=rgb24,scale=1:1:flags=area';
  const small = ['-vf', mean, '-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const bytes = await run(
    'ffmpeg',
    ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', '-an', ...small, 'pipe:1'],
    flv,
  );
  return Array.from({ length: bytes.length / 3 }, (_, index) => [
    ...bytes.subarray(index * 3, index * 3 + 3),
  ]);
}

/** A film made by ffmpeg: a test card with a tone. */
export async function makeFilm(path: string, args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', ...args, path]);
}
