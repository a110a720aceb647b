import {
  type AccessUnit,
  AccessUnitSplitter,
  joinAnnexB,
  pictureOrderCounter,
  splitAnnexB,
  type VideoCodec,
} from '../src/index.js';
import { dense, vectors } from './seeds.js';
import { assert, type FuzzTarget } from './target.js';

/** Whole streams: what is cut must come out again, each NAL unit once. */
export const streamTargets = (streams: readonly Uint8Array[]): FuzzTarget[] =>
  (['h264', 'h265'] as const).map((codec) => ({
    name: `sei: access units and picture order, ${codec}`,
    seeds: [...streams, joinAnnexB(vectors('access-unit')), dense([0, 0, 1, 9]), dense([0, 0, 1, 0x46, 1])],
    run(bytes: Uint8Array) {
      const nals = splitAnnexB(bytes);
      const units = cut(nals, codec);
      assert(
        units.reduce((count, { nalUnits }) => count + nalUnits.length, 0) === nals.length,
        'every NAL unit once',
      );
      const counter = pictureOrderCounter(codec);
      return units.map(({ nalUnits }) => counter.push(nalUnits));
    },
  }));

function cut(nals: readonly Uint8Array[], codec: VideoCodec): AccessUnit[] {
  const splitter = new AccessUnitSplitter(codec);
  return [...nals.map((nal) => splitter.push(nal)), splitter.end()].filter((unit) => unit !== undefined);
}
