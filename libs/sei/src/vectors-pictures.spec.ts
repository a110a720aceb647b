import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../test/hex.js';
import { loadVectors } from '../test/vectors.js';
import {
  AccessUnitSplitter,
  type AvcDecoderConfiguration,
  type HevcDecoderConfiguration,
  readAvcDecoderConfiguration,
  readHevcDecoderConfiguration,
  readHevcSps,
  readSps,
  type VideoCodec,
  writeAvcDecoderConfiguration,
  writeHevcDecoderConfiguration,
} from './index.js';

describe('sequence parameter set', () => {
  type Row = {
    codec: VideoCodec;
    nal: string;
    width: number;
    height: number;
    profileIdc: number;
    levelIdc: number;
    frameRate: number | null;
    reorderDepth: number;
    sampleAspectRatio?: number[];
  };
  it.each(loadVectors<Row>('sps'))('reads: $name', ({ codec, nal, sampleAspectRatio, ...row }) => {
    const sps = codec === 'h264' ? readSps(fromHex(nal)) : readHevcSps(fromHex(nal));
    const { width, height, profileIdc, levelIdc, frameRate = null, reorderDepth } = sps;
    expect({ width, height, profileIdc, levelIdc, frameRate, reorderDepth }).toEqual({
      width: row.width,
      height: row.height,
      profileIdc: row.profileIdc,
      levelIdc: row.levelIdc,
      frameRate: row.frameRate,
      reorderDepth: row.reorderDepth,
    });
    expect(sps.sampleAspectRatio).toEqual(sampleAspectRatio);
  });
});

describe('access units', () => {
  type Row = { codec: VideoCodec; accessUnits: string[][] };
  it.each(loadVectors<Row>('access-unit'))('cuts: $name', ({ codec, accessUnits }) => {
    const splitter = new AccessUnitSplitter(codec);
    const complete = accessUnits.flat().map((nal) => splitter.push(fromHex(nal)));
    const cut = [...complete, splitter.end()].filter((accessUnit) => accessUnit !== undefined);
    expect(cut.map(({ nalUnits }) => nalUnits.map(toHex))).toEqual(accessUnits);
  });
});

describe('AVCDecoderConfigurationRecord', () => {
  type High = Omit<NonNullable<AvcDecoderConfiguration['high']>, 'spsExtensions'> & {
    spsExtensions: string[];
  };
  type Row = Omit<AvcDecoderConfiguration, 'sps' | 'pps' | 'high'> & {
    record: string;
    sps: string[];
    pps: string[];
    high?: High;
  };
  const rows = loadVectors<Row>('avc-configuration');
  const valueOf = (row: Row): AvcDecoderConfiguration => ({
    profileIdc: row.profileIdc,
    profileCompatibility: row.profileCompatibility,
    levelIdc: row.levelIdc,
    lengthSize: row.lengthSize,
    sps: row.sps.map(fromHex),
    pps: row.pps.map(fromHex),
    ...(row.high ? { high: { ...row.high, spsExtensions: row.high.spsExtensions.map(fromHex) } } : {}),
  });
  it.each(rows)('reads: $name', (row) =>
    expect(readAvcDecoderConfiguration(fromHex(row.record))).toEqual(valueOf(row)),
  );
  it.each(rows.filter(({ direction }) => direction !== 'read'))('writes: $name', (row) =>
    expect(toHex(writeAvcDecoderConfiguration(valueOf(row)))).toBe(row.record),
  );
});

describe('HEVCDecoderConfigurationRecord', () => {
  type Row = Omit<HevcDecoderConfiguration, 'arrays'> & {
    name: string;
    record: string;
    wrong: string;
    arrays: { complete: boolean; nalUnitType: number; nalUnits: string[] }[];
  };
  const rows = loadVectors<Row>('hevc-configuration').map(({ name, record, wrong, arrays, ...fields }) => ({
    name,
    wrong,
    record,
    value: {
      ...fields,
      arrays: arrays.map(({ nalUnits, ...array }) => ({ ...array, nalUnits: nalUnits.map(fromHex) })),
    },
  }));
  it.each(rows)('reads: $name', ({ record, value }) =>
    expect(readHevcDecoderConfiguration(fromHex(record))).toEqual(value),
  );
  it.each(rows)('writes: $name', ({ record, value }) =>
    expect(toHex(writeHevcDecoderConfiguration(value))).toBe(record),
  );
});
