import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FfmpegFailed, inputArguments, LogTail } from '../transcoding/ffmpeg-process.js';
import { FfmpegMissing } from '../transcoding/find-ffmpeg.js';
import { probeMedia } from '../transcoding/media-probe.js';
import { encoderArguments, encoderSettings } from './encoders.js';
import { filterGraph } from './filters.js';
import { imageArguments } from './ladder-arguments.js';
import { plannedRenditions, type Encoder, type LadderTemplate, type PlannedRendition } from './template.js';
import { WatermarkTexts } from './watermark-texts.js';

export type LadderDryRunOptions = {
  readonly ffmpeg: string;
  readonly template: LadderTemplate;
  readonly encoder: Encoder;
  /** A media file. */
  readonly path: string;
  /** How much of it is encoded at most. */
  readonly seconds: number;
  /** Where the results are written. */
  readonly folder: string;
  /** Ends it. */
  readonly signal: AbortSignal;
};

export type LadderDryRun = {
  readonly source: { readonly width: number; readonly height: number };
  readonly tookMs: number;
  /** Of all cores together. */
  readonly cpuMs: number;
  readonly renditions: readonly (PlannedRendition & {
    /** Name of an MP4 file in the folder, without audio. */
    readonly file: string;
    readonly sizeBytes: number;
    readonly durationMs: number;
  })[];
};

/**
 * Makes the renditions of a template of the beginning of a file, as fast as this machine can.
 *
 * @throws MediaFileError; FfmpegFailed, also where the signal ended it; FfmpegMissing
 */
export async function dryRunLadder(options: LadderDryRunOptions): Promise<LadderDryRun> {
  const { ffmpeg, path, template, folder } = options;
  const { video } = await probeMedia(ffmpeg, path);
  const source = { width: video.width, height: video.height };
  const planned = plannedRenditions(template, source);
  if (planned.length === 0) return { source, tookMs: 0, cpuMs: 0, renditions: [] };
  await using texts = new WatermarkTexts();
  const begin = performance.now();
  const report = await run(options, [
    ...encoderSettings(options.encoder).device,
    ...[
      '-noautorotate',
      '-t',
      String(options.seconds),
      ...inputArguments(path),
      ...imageArguments(template.watermark?.image),
    ],
    ...['-filter_complex', graphOf(options, source, planned, texts)],
    ...planned.flatMap((rendition, i) => [
      ...['-map', `[out${i}]`, '-vsync', 'passthrough', '-enc_time_base', '1:1000'],
      ...[...encoderArguments(options.encoder, rendition), '-movflags', '+faststart'],
      ...['-f', 'mp4', '-y', `file:${join(folder, fileOf(rendition))}`],
    ]),
  ]);
  const tookMs = Math.round(performance.now() - begin);
  const renditions = planned.map(async (rendition) => {
    const file = fileOf(rendition);
    const { size } = await stat(join(folder, file));
    return { ...rendition, file, sizeBytes: size, durationMs: report.durationMs };
  });
  return { source, tookMs, cpuMs: report.cpuMs, renditions: await Promise.all(renditions) };
}

const fileOf = ({ name }: PlannedRendition): string => `${name}.mp4`;

function graphOf(
  { template, encoder }: LadderDryRunOptions,
  source: LadderDryRun['source'],
  planned: readonly PlannedRendition[],
  texts: WatermarkTexts,
): string {
  const outputs = planned.map((rendition) => ({ rendition, afterSeconds: undefined }));
  const { upload } = encoderSettings(encoder);
  return filterGraph({ template, source, files: texts.of(template.watermark), outputs, upload });
}

/** What `-benchmark` and `-progress` tell of a run. */
type Report = { readonly cpuMs: number; readonly durationMs: number };

async function run({ ffmpeg, signal }: LadderDryRunOptions, args: readonly string[]): Promise<Report> {
  const flags = ['-hide_banner', '-nostdin', '-nostats', '-v', 'info', '-benchmark', '-progress', 'pipe:1'];
  const child = spawn(ffmpeg, [...flags, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const [log, progress] = [new LogTail(), new LogTail()];
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => progress.push(text));
  const ended = await new Promise<string | undefined>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') reject(new FfmpegMissing(`${ffmpeg} was not found.`));
      else if (error.name !== 'AbortError') reject(error);
    });
    child.once('close', (code, by) => {
      if (code === 0) resolve(undefined);
      else resolve(by === null ? `exited with ${code}` : `was ended by ${by}`);
    });
  });
  if (ended !== undefined) throw new FfmpegFailed(ended, log.text);
  const [, user = 0, system = 0] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(log.text) ?? [];
  const micros = Number(/.*out_time_us=(\d+)/s.exec(progress.text)?.[1] ?? 0);
  return { cpuMs: Math.round(1000 * (Number(user) + Number(system))), durationMs: Math.round(micros / 1000) };
}
