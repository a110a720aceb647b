import { extname } from 'node:path';

/** The packagings that the command reads. */
export type VideoFormat = 'h264' | 'h265' | 'flv' | 'ts' | 'mp4' | 'mkv';

type FormatDescription = {
  /** For people. */
  readonly label: string;
  /** In lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whether it can be written, too. */
  readonly isWritable: boolean;
};

export const VIDEO_FORMATS: Readonly<Record<VideoFormat, FormatDescription>> = {
  h264: {
    label: 'byte stream',
    extensions: ['.h264', '.264', '.avc', '.jsv', '.26l', '.jvt'],
    isWritable: true,
  },
  h265: { label: 'byte stream', extensions: ['.h265', '.265', '.hevc'], isWritable: true },
  flv: { label: 'FLV', extensions: ['.flv'], isWritable: true },
  ts: { label: 'MPEG-TS', extensions: ['.ts', '.mts', '.m2ts', '.mpegts'], isWritable: false },
  mp4: { label: 'MP4', extensions: ['.mp4', '.m4v', '.mov', '.m4s', '.cmfv', '.fmp4'], isWritable: false },
  mkv: { label: 'Matroska', extensions: ['.mkv', '.webm', '.mk3d'], isWritable: false },
};

export const FORMAT_NAMES = Object.keys(VIDEO_FORMATS) as readonly VideoFormat[];

/** The format that files of this name have by their ending. */
export function formatOfName(path: string): VideoFormat | undefined {
  const extension = extname(path).toLowerCase();
  return FORMAT_NAMES.find((name) => VIDEO_FORMATS[name].extensions.includes(extension));
}
