/** The only file that imports fluent-ffmpeg, which is archived upstream (enforced by lint). */
import { PassThrough } from 'node:stream';
import createCommand from 'fluent-ffmpeg';
import { FfmpegFailed, inputGuard, inputName, type FfmpegOutput } from './ffmpeg-process.js';
import { flvOutput, HOUSE_AUDIO, houseRate, houseVideo, type MediaPlan } from './house-format.js';

export type TranscodeOptions = {
  readonly ffmpeg: string;
  readonly path: string;
  readonly plan: MediaPlan;
  /** Frames a second of the source, where known. */
  readonly rate: number | undefined;
};

/** Encodes what the plan says to the house format, as FLV on stdout. */
export function transcode({ ffmpeg, path, plan, rate }: TranscodeOptions): FfmpegOutput {
  const stdout = new PassThrough();
  const command = createCommand({ source: inputName(path), logger: silent });
  command.setFfmpegPath(ffmpeg);
  command.inputOptions(['-hide_banner', '-nostdin', '-v', 'error', ...inputGuard]);
  if (plan.video === 'copy') command.videoCodec('copy');
  else command.videoCodec('libx264').outputOptions(houseVideo(houseRate(rate)));
  if (plan.audio === 'copy') command.audioCodec('copy');
  if (plan.audio === 'encode') command.audioCodec('aac').outputOptions([...HOUSE_AUDIO]);
  command.outputOptions(flvOutput(plan));
  let killed = false;
  const done = new Promise<void>((resolve, reject) => {
    // between `run` and `start` it asks ffmpeg for its codecs and has no process that could be killed
    command.once('start', () => {
      if (killed) command.kill('SIGKILL');
    });
    command.once('end', () => resolve());
    command.once('error', (error: Error, _stdout: unknown, stderr: unknown) => {
      stdout.destroy();
      reject(
        new FfmpegFailed(
          error.message.replace(/^ffmpeg /, ''),
          typeof stderr === 'string' ? stderr.trim() : '',
        ),
      );
    });
  });
  done.catch(() => undefined);
  command.pipe(stdout, { end: true });
  return {
    stdout,
    done,
    async [Symbol.asyncDispose]() {
      killed = true;
      command.kill('SIGKILL');
      stdout.resume(); // so that what is left is read, and its end is seen
      await done.catch(() => undefined);
      stdout.destroy();
    },
  };
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
