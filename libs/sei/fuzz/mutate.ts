import type { Random } from './random.js';

/** Bytes at which parsers turn: zeros and ones of start codes, FF of SEI sizes, signs and length bits. */
const TURNING_POINTS = [0, 0, 0, 1, 2, 3, 4, 5, 0x7f, 0x80, 0xfe, 0xff];
const TURNING_NUMBERS = [
  0, 1, 2, 0x7f, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

type Mutation = (bytes: number[], random: Random, other: Uint8Array) => void;

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
  },
  (bytes, random) => {
    bytes[random.below(bytes.length)] = random.pick(TURNING_POINTS);
  },
  (bytes, random) => {
    bytes[random.below(bytes.length)] = random.below(256);
  },
  (bytes, random) => {
    const number = random.pick(TURNING_NUMBERS);
    const at = random.below(bytes.length);
    const size = random.pick([2, 3, 4]);
    for (let i = 0; i < size && at + i < bytes.length; i++)
      bytes[at + i] = (number >>> (8 * (size - 1 - i))) & 0xff;
  },
  (bytes, random) => {
    bytes.splice(random.below(bytes.length), 1 + random.below(8));
  },
  (bytes, random) => {
    const inserted = Array.from({ length: 1 + random.below(8) }, () => random.pick(TURNING_POINTS));
    bytes.splice(random.below(bytes.length), 0, ...inserted);
  },
  (bytes, random) => {
    const from = random.below(bytes.length);
    bytes.splice(random.below(bytes.length), 0, ...bytes.slice(from, from + 1 + random.below(64)));
  },
  (bytes, random) => {
    bytes.length = 1 + random.below(bytes.length);
  },
  (bytes, random, other) => {
    const from = random.below(other.length + 1);
    bytes.splice(random.below(bytes.length), random.below(64), ...other.subarray(from, from + 64));
  },
];

/** Most finds need little input, and short inputs are many more in the same time. */
const WINDOWS = [64, 64, 256, 256, 256, 1024, 1024, 4096];
const MAX_INPUT = 64 * 1024;

/** A mutated seed, or now and then bytes of no meaning at all. */
export function nextInput(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  if (seeds.length === 0 || random.below(16) === 0) return random.bytes(random.below(256));
  const seed = random.pick(seeds);
  const window = random.below(128) === 0 ? MAX_INPUT : random.pick(WINDOWS);
  const bytes = Array.from(seed.subarray(0, window));
  const other = random.pick(seeds);
  for (let count = random.below(7); count > 0 && bytes.length > 0; count--) {
    random.pick(MUTATIONS)(bytes, random, other);
  }
  return Uint8Array.from(bytes);
}
