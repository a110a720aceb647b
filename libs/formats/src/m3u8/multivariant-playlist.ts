import { writeTag } from './attribute-list.js';

/** One way to receive a stream, with audio and video together. */
export type Variant = {
  readonly uri: string;
  /** Largest bit rate of a segment, bits a second. */
  readonly bandwidth: number;
  readonly averageBandwidth?: number;
  /** RFC 6381, one for each track. */
  readonly codecs: readonly string[];
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: number;
};

/** A multivariant playlist, RFC 8216bis, 4.4.6. */
export function multivariantPlaylist(variants: readonly Variant[]): string {
  return ['#EXTM3U', '#EXT-X-VERSION:6', ...variants.flatMap(variantLines), ''].join('\n');
}

const variantLines = ({ uri, width, height, frameRate, ...variant }: Variant): string[] => [
  writeTag('#EXT-X-STREAM-INF', {
    BANDWIDTH: Math.ceil(variant.bandwidth),
    'AVERAGE-BANDWIDTH':
      variant.averageBandwidth === undefined ? undefined : Math.ceil(variant.averageBandwidth),
    CODECS: variant.codecs.length === 0 ? undefined : { quoted: variant.codecs.join(',') },
    RESOLUTION: width === undefined || height === undefined ? undefined : `${width}x${height}`,
    'FRAME-RATE': frameRate === undefined ? undefined : frameRate.toFixed(3),
  }),
  uri,
];
