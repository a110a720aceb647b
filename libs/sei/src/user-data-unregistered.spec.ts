import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../test/hex.js';
import { expectOnlyParseError, hostileBytes } from '../test/hostile-bytes.js';
import { addEmulationPrevention } from './emulation-prevention.js';
import {
  containsUuid,
  findUuid,
  formatUuid,
  hasUuid,
  parseUuid,
  readUserDataUnregistered,
  writeUserDataUnregistered,
} from './user-data-unregistered.js';

const uuid = '5bbdd4ab-82fa-4e77-9424-3f7067522992';
const uuidBytes = fromHex('5bbdd4ab82fa4e7794243f7067522992');

describe('user_data_unregistered', () => {
  it('is the UUID and then the data', () => {
    const message = writeUserDataUnregistered(uuid.toUpperCase(), Uint8Array.of(1, 2));
    expect(message).toEqual({ payloadType: 5, payload: Uint8Array.of(...uuidBytes, 1, 2) });
    expect(readUserDataUnregistered(message.payload)).toEqual({ uuid, data: Uint8Array.of(1, 2) });
  });

  it('gives back any data and UUID', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uint8Array(), (text, data) => {
        expect(readUserDataUnregistered(writeUserDataUnregistered(text, data).payload)).toEqual({
          uuid: text,
          data,
        });
      }),
    );
  });

  it('throws nothing but ParseError', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        expectOnlyParseError(bytes, () => readUserDataUnregistered(bytes));
      }),
    );
  });

  it('is compared by bytes', () => {
    const message = writeUserDataUnregistered(uuid, new Uint8Array(0));
    expect(hasUuid(message, uuidBytes)).toBe(true);
    expect(hasUuid({ ...message, payloadType: 4 }, uuidBytes)).toBe(false);
    expect(hasUuid({ ...message, payload: uuidBytes.subarray(0, 15) }, uuidBytes)).toBe(false);
    expect(hasUuid(writeUserDataUnregistered(uuid.replace('2992', '2993'), uuidBytes), uuidBytes)).toBe(
      false,
    );
  });

  it('is found anywhere in bytes, also behind a false start', () => {
    expect(containsUuid(Uint8Array.of(0x5b, 0x5b, 0xbd, 7, ...uuidBytes, 9), uuidBytes)).toBe(true);
    expect(containsUuid(Uint8Array.of(1, ...uuidBytes.subarray(0, 15)), uuidBytes)).toBe(false);
    expect(containsUuid(new Uint8Array(40), uuidBytes)).toBe(false);
  });

  it('is found wherever a plain search finds it, and behind emulation prevention', () => {
    const byte = fc.constantFrom(0, 0, 0, 1, 2, 3, 0x5b);
    const few = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength, max: 3 });
    fc.assert(
      fc.property(few(16, 16), few(0, 40), fc.array(byte, { maxLength: 20 }), (pattern, before, after) => {
        const bytes = Uint8Array.of(...before, ...pattern, ...after);
        const plain = Buffer.from(bytes).indexOf(pattern);
        expect(findUuid(bytes, pattern)).toBe(plain);
        expect(containsUuid(addEmulationPrevention(bytes), pattern)).toBe(true);
      }),
    );
  });

  it('is bytes of its own for everyone who asks', () => {
    parseUuid(uuid).fill(0);
    expect(parseUuid(uuid)).toEqual(uuidBytes);
  });
});

describe('UUID text', () => {
  it('is written in lower case and read in either', () => {
    expect(formatUuid(uuidBytes)).toBe(uuid);
    expect(parseUuid(uuid.toUpperCase())).toEqual(uuidBytes);
    expect(parseUuid(uuid)).toEqual(uuidBytes);
  });

  it.each([
    '',
    uuid.slice(1),
    `${uuid}0`,
    uuid.replaceAll('-', ''),
    uuid.replace('5', 'g'),
    uuid.replace('-', '0'),
    uuid.replace('4ab', '4-b'),
    uuid.replace('a', 'é'),
  ])('refuses %j', (text) =>
    expect(() => parseUuid(text)).toThrow(expect.objectContaining({ reason: 'bad-value' })),
  );
});
