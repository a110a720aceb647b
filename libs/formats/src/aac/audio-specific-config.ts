import { BitReader, BitWriter, ParseError } from '@lockstep/sei';
import {
  type ProgramConfigElement,
  channelsOf,
  readProgramConfigElement,
  writeProgramConfigElement,
} from './program-config-element.js';
import { readSamplingFrequency, writeSamplingFrequency } from './sampling-frequency.js';

/** How an AAC decoder is set up. */
export type AudioSpecificConfig = {
  /** Audio object type of the core: 1 Main, 2 LC, 3 SSR, 4 LTP. HE-AAC has LC here and `sbr` beside it. */
  readonly objectType: number;
  /** Of the core decoder, in Hz: half of what is heard when there is SBR. */
  readonly samplingFrequency: number;
  /** 0 = see `programConfig`. */
  readonly channelConfiguration: number;
  /** Channels of the core; parametric stereo makes two of one. */
  readonly channels: number;
  /** Samples of the core in a frame: 1024, or 960 in broadcasting. */
  readonly frameLength: 1024 | 960;
  readonly coreCoderDelay?: number;
  readonly programConfig?: ProgramConfigElement;
  /** What is said about spectral band replication. Absent: nothing, and a decoder finds out by itself. */
  readonly sbr?: SbrSignalling;
};

/** HE-AAC. ISO/IEC 14496-3, 1.6.5. */
export type SbrSignalling = {
  /** Object type 5 or 29 in front, or a sync extension at the end that old decoders do not look at. */
  readonly signalling: 'hierarchical' | 'backward-compatible';
  /** What is heard, in Hz. Absent: it is said that there is no SBR (backward-compatible only). */
  readonly samplingFrequency?: number;
  /** Parametric stereo. Absent in backward-compatible signalling: nothing is said. */
  readonly parametricStereo?: boolean;
};

const AAC_LC = 2;
const AAC_LTP = 4;
const SBR = 5;
const PARAMETRIC_STEREO = 29;
const OBJECT_TYPE_ESCAPE = 31;
const SBR_SYNC_EXTENSION = 0x2b7;
const PS_SYNC_EXTENSION = 0x548;

/** By channelConfiguration; undefined where the standard reserves it. ISO/IEC 14496-3, table 1.19. */
const CHANNELS: readonly (number | undefined)[] = [
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  8,
  undefined,
  undefined,
  undefined,
  7,
  8,
  24,
  8,
  undefined,
];

/**
 * Reads an AudioSpecificConfig of AAC Main, LC, SSR, LTP or HE-AAC (v1 and v2, signalled either way).
 * Specification: ISO/IEC 14496-3, 1.6.2.1 and 4.4.1.
 *
 * @throws ParseError; `unsupported` for another object type, such as ALS or xHE-AAC.
 */
export function readAudioSpecificConfig(bytes: Uint8Array): AudioSpecificConfig {
  const bits = new BitReader(bytes);
  let objectType = readObjectType(bits);
  const samplingFrequency = readSamplingFrequency(bits);
  const channelConfiguration = bits.u(4);
  let sbr: SbrSignalling | undefined;
  if (objectType === SBR || objectType === PARAMETRIC_STEREO) {
    sbr = {
      signalling: 'hierarchical',
      samplingFrequency: readSamplingFrequency(bits),
      parametricStereo: objectType === PARAMETRIC_STEREO,
    };
    objectType = readObjectType(bits);
  }
  if (objectType < 1 || objectType > AAC_LTP) {
    throw new ParseError('unsupported', 0, `audio object type ${objectType}`);
  }
  const frameLength = bits.flag() ? 960 : 1024;
  const coreCoderDelay = bits.flag() ? bits.u(14) : undefined;
  if (bits.flag()) throw bits.error('bad-value', 'extensionFlag must be 0 for this object type');
  const programConfig = channelConfiguration === 0 ? readProgramConfigElement(bits) : undefined;
  const channels = programConfig ? channelsOf(programConfig) : CHANNELS[channelConfiguration];
  if (channels === undefined) {
    throw new ParseError('bad-value', 1, `channelConfiguration ${channelConfiguration} is reserved`);
  }
  sbr ??= readSyncExtension(bits);
  return {
    objectType,
    samplingFrequency,
    channelConfiguration,
    channels,
    frameLength,
    ...(coreCoderDelay !== undefined && { coreCoderDelay }),
    ...(programConfig && { programConfig }),
    ...(sbr && { sbr }),
  };
}

/**
 * Inverse of {@link readAudioSpecificConfig}; `channels` is not looked at.
 *
 * @throws RangeError where a value does not fit its field.
 */
export function writeAudioSpecificConfig(config: AudioSpecificConfig): Uint8Array {
  const { objectType, samplingFrequency, channelConfiguration, coreCoderDelay, programConfig, sbr } = config;
  const bits = new BitWriter();
  const hierarchical = sbr?.signalling === 'hierarchical';
  const outer = hierarchical ? (sbr.parametricStereo ? PARAMETRIC_STEREO : SBR) : objectType;
  bits.write(outer, 5);
  writeSamplingFrequency(bits, samplingFrequency);
  bits.write(channelConfiguration, 4);
  if (hierarchical) {
    writeSamplingFrequency(bits, sbr.samplingFrequency ?? samplingFrequency);
    bits.write(objectType, 5);
  }
  bits.flag(config.frameLength === 960);
  bits.flag(coreCoderDelay !== undefined);
  if (coreCoderDelay !== undefined) bits.write(coreCoderDelay, 14);
  bits.flag(false);
  if (channelConfiguration === 0) {
    if (!programConfig) throw new RangeError('channelConfiguration 0 needs a program config element.');
    writeProgramConfigElement(bits, programConfig);
  }
  if (sbr?.signalling === 'backward-compatible') writeSyncExtension(bits, sbr);
  return bits.toUint8Array();
}

/** What is heard, in Hz. */
export const outputSamplingFrequency = ({ samplingFrequency, sbr }: AudioSpecificConfig): number =>
  sbr?.samplingFrequency ?? samplingFrequency;

/** The `codecs` parameter of RFC 6381 for MSE and playlists, such as `mp4a.40.2`. */
export function aacCodecString({ objectType, sbr }: AudioSpecificConfig): string {
  if (sbr?.signalling !== 'hierarchical') return `mp4a.40.${objectType}`;
  return `mp4a.40.${sbr.parametricStereo ? PARAMETRIC_STEREO : SBR}`;
}

/** AAC-LC without extensions, the configuration of nearly every live stream. */
export const aacLowComplexity = (samplingFrequency: number, channels: number): AudioSpecificConfig => ({
  objectType: AAC_LC,
  samplingFrequency,
  channelConfiguration: channels === 8 ? 7 : channels,
  channels,
  frameLength: 1024,
});

function readObjectType(bits: BitReader): number {
  const objectType = bits.u(5);
  return objectType === OBJECT_TYPE_ESCAPE ? 32 + bits.u(6) : objectType;
}

/** Anything else that follows is padding: 1.6.2.1 lets a config be longer than what it says. */
function readSyncExtension(bits: BitReader): SbrSignalling | undefined {
  if (bits.remaining < 16 || bits.u(11) !== SBR_SYNC_EXTENSION || readObjectType(bits) !== SBR)
    return undefined;
  const signalling = 'backward-compatible';
  if (bits.remaining < 1 || !bits.flag()) return { signalling };
  const samplingFrequency = readSamplingFrequency(bits);
  if (bits.remaining < 12 || bits.u(11) !== PS_SYNC_EXTENSION) return { signalling, samplingFrequency };
  return { signalling, samplingFrequency, parametricStereo: bits.flag() };
}

function writeSyncExtension(bits: BitWriter, { samplingFrequency, parametricStereo }: SbrSignalling): void {
  bits.write(SBR_SYNC_EXTENSION, 11);
  bits.write(SBR, 5);
  bits.flag(samplingFrequency !== undefined);
  if (samplingFrequency === undefined) return;
  writeSamplingFrequency(bits, samplingFrequency);
  if (parametricStereo === undefined) return;
  bits.write(PS_SYNC_EXTENSION, 11);
  bits.flag(parametricStereo);
}
