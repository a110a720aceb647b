import { type Amf0Value, readScriptData, writeScriptData } from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import type { Output } from '../io/output.js';

const TAG_HEADER_BYTES = 11;
const TRAILER_BYTES = 4;
const VIDEO_TAG = 9;
const SCRIPT_TAG = 18;
const KEY_FRAME = 1;
/** Sums that grow with the frames. */
const SIZES = ['datasize', 'videosize'];

/**
 * Corrects what the metadata of an FLV file says of its own bytes, after they were moved: the file's size and the places of
 * keyframes, by which players seek. Numbers have a fixed size in AMF0, so they are written over; and a number that was
 * wrong before is left alone, so that taking SEI out again gives the original file.
 */
export class FlvMetadataUpdate {
  #script: { body: Uint8Array; outputOffset: number } | undefined;
  readonly #keyframes = new Map<number, number>();
  #inputBytes = 0;

  /**
   * Sees every part in order.
   *
   * @param bytes of the part in the output
   * @param inputBytes how many there were
   */
  see(inputOffset: number, inputBytes: number, bytes: Uint8Array, outputOffset: number): void {
    this.#inputBytes = inputOffset + inputBytes;
    const isRandomAccess =
      bytes[0] === VIDEO_TAG && (((bytes[TAG_HEADER_BYTES] ?? 0) >> 4) & 7) === KEY_FRAME;
    if (isRandomAccess) this.#keyframes.set(inputOffset, outputOffset);
    if (bytes[0] === SCRIPT_TAG) {
      this.#script ??= { body: bytes.slice(TAG_HEADER_BYTES, -TRAILER_BYTES), outputOffset };
    }
  }

  /** Writes the numbers over, where the output can be written over: not in a pipe. */
  async apply(output: Output): Promise<void> {
    if (!this.#script || !output.isPatchable || output.length === this.#inputBytes) return;
    const { body, outputOffset } = this.#script;
    const updated = this.#update(body, output.length);
    if (updated) await output.patch(outputOffset + TAG_HEADER_BYTES, updated);
  }

  /** @returns undefined for metadata that would not be written as it was */
  #update(body: Uint8Array, outputBytes: number): Uint8Array | undefined {
    try {
      const { name, values } = readScriptData(body);
      if (Buffer.compare(writeScriptData({ name, values }), body) !== 0) return undefined;
      return writeScriptData({ name, values: values.map((value) => this.#updateValue(value, outputBytes)) });
    } catch (error) {
      if (error instanceof ParseError) return undefined;
      throw error;
    }
  }

  #updateValue(properties: Amf0Value, outputBytes: number): Amf0Value {
    return mapProperties(properties, (key, value) => {
      if (key === 'filesize') return value === this.#inputBytes ? outputBytes : value;
      if (key === 'lastkeyframelocation') return this.#moved(value);
      if (SIZES.includes(key) && typeof value === 'number' && value > 0)
        return value + outputBytes - this.#inputBytes;
      if (key !== 'keyframes') return value;
      return mapProperties(value, (inner, positions) =>
        inner === 'filepositions' && Array.isArray(positions)
          ? positions.map((position: Amf0Value) => this.#moved(position))
          : positions,
      );
    });
  }

  #moved(position: Amf0Value): Amf0Value {
    return typeof position === 'number' ? (this.#keyframes.get(position) ?? position) : position;
  }
}

/** The same kind of value with other values behind its keys; anything without keys stays. */
function mapProperties(properties: Amf0Value, map: (key: string, value: Amf0Value) => Amf0Value): Amf0Value {
  if (properties instanceof Map) {
    return new Map(
      [...(properties as ReadonlyMap<string, Amf0Value>)].map(([key, value]) => [key, map(key, value)]),
    );
  }
  if (typeof properties !== 'object' || properties === null) return properties;
  if (Array.isArray(properties) || properties instanceof Date) return properties;
  return Object.fromEntries(
    Object.entries(properties as object).map(([key, value]) => [key, map(key, value as Amf0Value)]),
  );
}
