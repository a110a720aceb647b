import { describe, expect, it } from 'vitest';
import type { Amf0Value } from './amf0.js';
import { metadataOf, readScriptData, writeMetadata, writeScriptData } from './script-data.js';

const text = (value: string): number[] => [
  0,
  value.length,
  ...[...value].map((letter) => letter.charCodeAt(0)),
];
const ON_META_DATA = [2, ...text('onMetaData')];
const WIDTH_2 = [...text('width'), 0, 0x40, 0, 0, 0, 0, 0, 0, 0];

describe('onMetaData', () => {
  const wire = [...ON_META_DATA, 8, 0, 0, 0, 1, ...WIDTH_2, 0, 0, 9];
  const scriptData = { name: 'onMetaData', values: [new Map<string, Amf0Value>([['width', 2]])] };
  it('reads', () => expect(readScriptData(Uint8Array.from(wire))).toEqual(scriptData));
  it('writes', () => expect([...writeScriptData(scriptData)]).toEqual(wire));
  it('is written as an ECMA array', () => expect([...writeMetadata({ width: 2 })]).toEqual(wire));
  it('gives its properties', () => expect(metadataOf(scriptData)).toEqual({ width: 2 }));
});

describe('metadataOf', () => {
  it('reads an object as well as an ECMA array', () => {
    const wire = [...ON_META_DATA, 3, ...WIDTH_2, 0, 0, 9];
    expect(metadataOf(readScriptData(Uint8Array.from(wire)))).toEqual({ width: 2 });
  });
  it('looks inside the @setDataFrame of a publisher', () => {
    const wire = [2, ...text('@setDataFrame'), ...ON_META_DATA, 3, ...WIDTH_2, 0, 0, 9];
    expect(metadataOf(readScriptData(Uint8Array.from(wire)))).toEqual({ width: 2 });
  });
  it.each([
    { name: 'onTextData', values: [{ text: 'a' }] },
    { name: 'onMetaData', values: [] },
    { name: 'onMetaData', values: [null] },
    { name: '@setDataFrame', values: [3] },
  ])('gives nothing for $name with $values', (scriptData) => {
    expect(metadataOf(scriptData)).toBeUndefined();
  });
});

it('refuses script data without a name', () => {
  expect(() => readScriptData(Uint8Array.of(5))).toThrow(expect.objectContaining({ reason: 'bad-value' }));
  expect(() => readScriptData(new Uint8Array(0))).toThrow(expect.objectContaining({ reason: 'bad-value' }));
});
