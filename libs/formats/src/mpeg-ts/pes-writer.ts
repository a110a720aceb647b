import type { TsUnit } from './ts-writer.js';

/** stream_id: video 0, audio 0, private_stream_1. ISO/IEC 13818-1, table 2-22. */
const STREAM_IDS = { video: 0xe0, audio: 0xc0, metadata: 0xbd } as const;
/** Of PTS alone, of PTS and DTS. 2.4.3.7. */
const PTS_ALONE = 0x80;
const PTS_AND_DTS = 0xc0;

/** A PES header; video has no length, because it may be longer than 16 bits say. ISO/IEC 13818-1, 2.4.3.6. */
export function pesHeader({ kind, pts, dts, data }: Omit<TsUnit, 'isRandomAccess'>): Uint8Array {
  const times = pts === dts ? [...timeStamp(2, pts)] : [...timeStamp(3, pts), ...timeStamp(1, dts)];
  const length = kind === 'video' ? 0 : 3 + times.length + data.length;
  return Uint8Array.of(
    ...[0, 0, 1, STREAM_IDS[kind], length >> 8, length],
    ...[0x84, pts === dts ? PTS_ALONE : PTS_AND_DTS, times.length, ...times], // data_alignment_indicator
  );
}

/** 33 bits, a marker bit behind 3, 15 and 15 of them. */
function timeStamp(prefix: number, ticks: number): number[] {
  const time = ticks % 2 ** 33;
  const low = time % 2 ** 30;
  return [
    (prefix << 4) | (Math.floor(time / 2 ** 30) << 1) | 1,
    (low >> 22) & 0xff,
    ((low >> 14) & 0xfe) | 1,
    (low >> 7) & 0xff,
    ((low << 1) & 0xfe) | 1,
  ];
}
