import { mpegCrc32 } from './section-reader.js';
import { TsStreamType, type TsStream } from './program-tables.js';

const TABLE_IDS = { association: 0, map: 2 } as const;
const PROGRAM = 1;
/** "ID3 " as format of the application and of the data: a format that an identifier names. */
const ID3 = [0x49, 0x44, 0x33, 0x20];
const BY_IDENTIFIER = { application: [0xff, 0xff], data: [0xff] } as const;
/** metadata_pointer_descriptor: carried in this program. ISO/IEC 13818-1, 2.6.58. */
const METADATA_POINTER = descriptor(0x25, [
  ...BY_IDENTIFIER.application,
  ...ID3,
  ...BY_IDENTIFIER.data,
  ...ID3,
  0,
  0x1f,
  0,
  PROGRAM,
]);
/** metadata_descriptor, 2.6.60. */
const METADATA = descriptor(0x26, [
  ...BY_IDENTIFIER.application,
  ...ID3,
  ...BY_IDENTIFIER.data,
  ...ID3,
  0,
  0x0f,
]);

/** A payload with the section that names one program map. ISO/IEC 13818-1, 2.4.4.3. */
export const writeProgramAssociation = (mapPid: number): Uint8Array =>
  section(TABLE_IDS.association, 1, 0, [0, PROGRAM, 0xe0 | (mapPid >> 8), mapPid & 0xff]);

/** A payload with the section of the program's streams. ISO/IEC 13818-1, 2.4.4.8. */
export function writeProgramMap({
  clockPid,
  streams,
  version,
}: {
  readonly clockPid: number;
  readonly streams: readonly TsStream[];
  /** version_number, 0 to 31. */
  readonly version: number;
}): Uint8Array {
  const hasMetadata = streams.some(({ streamType }) => streamType === TsStreamType.metadata);
  const ofProgram = hasMetadata ? METADATA_POINTER : [];
  return section(TABLE_IDS.map, PROGRAM, version, [
    ...[0xe0 | (clockPid >> 8), clockPid & 0xff, 0xf0, ofProgram.length, ...ofProgram],
    ...streams.flatMap(({ pid, streamType }) => {
      const ofStream = streamType === TsStreamType.metadata ? METADATA : [];
      return [streamType, 0xe0 | (pid >> 8), pid & 0xff, 0xf0, ofStream.length, ...ofStream];
    }),
  ]);
}

function descriptor(tag: number, body: readonly number[]): number[] {
  return [tag, body.length, ...body];
}

/** Behind a pointer_field of 0; the only section of its table, valid now. */
function section(tableId: number, extension: number, version: number, body: readonly number[]): Uint8Array {
  const length = 5 + body.length + 4;
  const bytes = [
    tableId,
    0xb0 | (length >> 8),
    length & 0xff,
    0,
    extension,
    0xc1 | (version << 1),
    0,
    0,
    ...body,
  ];
  const crc = mpegCrc32(Uint8Array.from(bytes));
  return Uint8Array.of(0, ...bytes, crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff);
}
