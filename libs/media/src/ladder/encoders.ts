import { FfmpegFailed, startFfmpeg } from '../transcoding/ffmpeg-process.js';
import { ENCODERS, type Encoder, type PlannedRendition } from './template.js';

type EncoderSettings = {
  /** ffmpeg's name. */
  readonly codec: string;
  /** Before the inputs. */
  readonly device: readonly string[];
  /** Filter that brings frames to the device. */
  readonly upload?: string;
  /** No frame waits for a later one, and a forced key frame is an IDR picture. */
  readonly options: readonly string[];
};

const SETTINGS: Readonly<Record<Encoder, EncoderSettings>> = {
  x264: {
    codec: 'libx264',
    device: [],
    options: ['-preset', 'veryfast', '-tune', 'zerolatency', '-sc_threshold', '0', '-forced-idr', '1'],
  },
  nvenc: {
    codec: 'h264_nvenc',
    device: [],
    options: ['-preset', 'p4', '-zerolatency', '1', '-delay', '0', '-forced-idr', '1', '-no-scenecut', '1'],
  },
  qsv: {
    codec: 'h264_qsv',
    device: [],
    options: ['-preset', 'veryfast', '-look_ahead', '0', '-async_depth', '1', '-forced_idr', '1'],
  },
  vaapi: {
    codec: 'h264_vaapi',
    device: ['-vaapi_device', '/dev/dri/renderD128'],
    upload: 'hwupload',
    options: ['-async_depth', '1'],
  },
};

export const encoderSettings = (encoder: Encoder): EncoderSettings => SETTINGS[encoder];

/** The longest distance between two IDR pictures, in frames, where the source sends none by then. */
const LONGEST_GROUP = 600;

/** How a rendition is encoded; its key frames are those of the source. */
export function encoderArguments(encoder: Encoder, rendition: PlannedRendition): string[] {
  const { codec, options } = SETTINGS[encoder];
  const rate = `${rendition.videoKbps}k`;
  return [
    ...['-c:v', codec, ...options, '-profile:v', profileOf(encoder, rendition)],
    ...['-b:v', rate, '-maxrate', rate, '-bufsize', rate],
    ...['-bf', '0', '-g', String(LONGEST_GROUP), '-force_key_frames', 'source'],
  ];
}

const profileOf = (encoder: Encoder, { profile = 'high' }: PlannedRendition): string =>
  encoder === 'vaapi' && profile === 'baseline' ? 'constrained_baseline' : profile;

export type EncoderCheck = {
  readonly encoder: Encoder;
  readonly works: boolean;
  /** What ffmpeg said, where it does not. */
  readonly reason?: string;
};

/** Tries each encoder on a few frames: that ffmpeg knows one does not mean that this machine has it. */
export async function checkEncoders(
  ffmpeg: string,
  encoders: readonly Encoder[] = ENCODERS,
): Promise<EncoderCheck[]> {
  const checks: EncoderCheck[] = [];
  for (const encoder of encoders) checks.push(await checkEncoder(ffmpeg, encoder));
  return checks;
}

const TRIED: PlannedRendition = { name: 'check', width: 320, height: 240, videoKbps: 200 };

async function checkEncoder(ffmpeg: string, encoder: Encoder): Promise<EncoderCheck> {
  const { device, upload } = SETTINGS[encoder];
  const filter = upload === undefined ? 'format=yuv420p' : `format=nv12,${upload}`;
  await using output = startFfmpeg(ffmpeg, [
    ...device,
    ...['-f', 'lavfi', '-i', 'color=size=320x240:rate=25:duration=0.2', '-vf', filter],
    ...[...encoderArguments(encoder, TRIED), '-f', 'null', '-'],
  ]);
  output.stdout.resume();
  try {
    await output.done;
    return { encoder, works: true };
  } catch (error) {
    if (!(error instanceof FfmpegFailed)) throw error;
    return { encoder, works: false, reason: reasonIn(error) };
  }
}

/** What it said first, without the address of whatever said it. */
const reasonIn = ({ log, exit }: FfmpegFailed): string =>
  log.split('\n')[0]?.replace(/^\[\w+ @ 0x[0-9a-f]+\] /, '') || exit;

/** Hardware first: it leaves the processor to the sessions. @returns x264 where nothing else works */
export async function bestEncoder(ffmpeg: string): Promise<Encoder> {
  for (const encoder of ENCODERS.filter((one) => one !== 'x264')) {
    if ((await checkEncoder(ffmpeg, encoder)).works) return encoder;
  }
  return 'x264';
}
