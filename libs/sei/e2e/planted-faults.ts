/** Parsers as they must not be, each wrong in one way that the fuzzer has to see. */
import { assert, type FuzzTarget } from '../fuzz/target.js';
import { ParseError } from '../src/index.js';

const seeds = [Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)];

export const targets: FuzzTarget[] = [
  {
    name: 'planted: type error',
    seeds,
    run(bytes) {
      if (bytes[0] === 1) throw new ParseError('bad-value', 0);
      if (bytes.length > 20) throw new TypeError('cannot read');
    },
  },
  {
    name: 'planted: allocation',
    seeds,
    run: (bytes) => (bytes[1] === 0 ? new Uint8Array(2 * 1024 * 1024) : undefined),
  },
  {
    name: 'planted: heap',
    seeds: [new Uint8Array(20_000)],
    run: () => Array.from({ length: 400_000 }, (_, index) => ({ index })),
  },
  {
    name: 'planted: hang',
    seeds,
    run(bytes) {
      while (bytes[0] === 0);
    },
  },
  {
    name: 'planted: promise',
    seeds,
    run: (bytes) => assert(bytes[8] !== 7, 'never a 7'),
  },
];
