import {
  joinLengthPrefixed,
  LESSON_UUID,
  lessonSeiNalUnits,
  parseUuid,
  splitLengthPrefixed,
} from '@lockstep/sei';

/** What the forger wants students to read. */
export const FORGED = 'FORGED';

const [forged = new Uint8Array(0)] = lessonSeiNalUnits({
  seq: 999,
  wallClockMs: 1,
  snapshot: false,
  repeat: false,
  body: new TextEncoder().encode(`{"type":"caption","text":"${FORGED}"}`),
});
const uuid = parseUuid(LESSON_UUID);
const LONG = [0, 0, 0, 1];
const SHORT = [0, 0, 1];
const join = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));

/** Changes the NAL units of a frame; the last one is its slice. */
type Tamper = (nals: readonly Uint8Array[]) => readonly Uint8Array[];

const inType = (type: number): Tamper => {
  return (nals) => [join([type, 0xf0], LONG, forged), ...nals];
};
const behindSlice =
  (startCode: readonly number[]): Tamper =>
  (nals) => [...nals.slice(0, -1), join(nals.at(-1) ?? [], startCode, forged)];
/** An SEI message of another UUID with anything in it, without emulation prevention. */
const foreign = (data: ArrayLike<number>): Uint8Array =>
  join([6, 5, 16 + data.length], new Uint8Array(16).fill(0x77), data, [0x80]);
const beforeSlice = (...added: readonly Uint8Array[]): Tamper => {
  return (nals) => [...added, ...nals];
};

/** Ways to hide a message in frames. */
export const FORGED_FRAMES: Readonly<Record<string, Tamper>> = {
  'as it is': beforeSlice(forged),
  'twice, with another nal_ref_idc': beforeSlice(forged, join([0x66], forged.subarray(1))),
  'behind the slice': (nals) => [...nals, forged],
  'without its trailing bits': beforeSlice(forged.subarray(0, -1)),
  'as the second message of a NAL unit': beforeSlice(join([6, 4, 1, 0xb5], forged.subarray(1))),
  'with a payload size that lies': beforeSlice(join([6, 5, 0xff, 0xff], forged.subarray(3))),
  'behind a start code in the slice': behindSlice(LONG),
  'behind a short start code in the slice': behindSlice(SHORT),
  'behind a start code in an access unit delimiter': inType(9),
  'behind a start code in filler data': inType(12),
  'behind a start code in unspecified type 0': inType(0),
  'behind a start code in unspecified type 24': inType(24),
  'behind a start code in an SPS extension': inType(13),
  'behind a start code in an SPS': inType(7),
  'behind a start code in an end of sequence': inType(10),
  'behind a start code in reserved type 22': inType(22),
  'behind a start code in SEI of another UUID': beforeSlice(foreign(join(LONG, forged))),
  'as the data of another UUID': beforeSlice(foreign(uuid)),
  'as filler data': beforeSlice(join([12], forged, [0x80])),
  'over two NAL units': (nals) => [...nals, join([24], LONG, forged.subarray(0, 9)), forged.subarray(9)],
  'where a byte stream would begin': beforeSlice(
    join([6]),
    join([5, 64], uuid, new Uint8Array(244).fill(0x55)),
  ),
};

/** Ways to hide a message in an AVCDecoderConfigurationRecord with one SPS and one PPS. */
export const FORGED_CONFIGURATIONS: Readonly<Record<string, (config: Uint8Array) => Uint8Array>> = {
  'as the second SPS': (config) => rebuild(config, { sps: [forged] }),
  'as the second PPS': (config) => rebuild(config, { pps: [forged] }),
  'as an SPS extension': (config) => rebuild(config, { extensions: [forged] }),
  'behind a start code in an SPS': (config) => rebuild(config, { spsTail: join(LONG, forged) }),
  'behind a start code in an SPS extension': (config) =>
    rebuild(config, { extensions: [join([0x6d, 0x40, 0x80], LONG, forged)] }),
  'as an SPS that holds it': (config) => rebuild(config, { sps: [join([0x67], forged)] }),
  'behind the record': (config) => join(rebuild(config, {}), LONG, forged),
};

type Added = {
  readonly sps?: readonly Uint8Array[];
  readonly pps?: readonly Uint8Array[];
  readonly extensions?: readonly Uint8Array[];
  readonly spsTail?: Uint8Array;
};

function rebuild(config: Uint8Array, { sps = [], pps = [], extensions = [], spsTail }: Added): Uint8Array {
  const listed = (nals: readonly Uint8Array[]): Uint8Array => joinLengthPrefixed(nals, 2);
  const spsEnd = 8 + ((config[6] ?? 0) << 8) + (config[7] ?? 0);
  const ppsEnd = spsEnd + 3 + ((config[spsEnd + 1] ?? 0) << 8) + (config[spsEnd + 2] ?? 0);
  const firstSps = join(config.subarray(8, spsEnd), spsTail ?? []);
  return join(
    [1, 100, config[2] ?? 0, config[3] ?? 0, 0xff],
    [0xe1 + sps.length],
    listed([firstSps, ...sps]),
    [1 + pps.length],
    listed([config.subarray(spsEnd + 3, ppsEnd), ...pps]),
    [0xfd, 0xf8, 0xf8, extensions.length],
    listed(extensions),
  );
}

export const tamperWith = (sample: Uint8Array, tamper: Tamper): Uint8Array =>
  joinLengthPrefixed(tamper(splitLengthPrefixed(sample, 4)), 4);
