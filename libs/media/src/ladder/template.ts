/** Names of the H.264 encoders of ffmpeg; `auto` takes the first that works. */
export const ENCODERS = ['x264', 'nvenc', 'qsv', 'vaapi'] as const;
export type Encoder = (typeof ENCODERS)[number];

export const PROFILES = ['baseline', 'main', 'high'] as const;
export type Profile = (typeof PROFILES)[number];

export type RenditionTemplate = {
  /** Letters, digits, `-` and `_`. */
  readonly name: string;
  /** Pixels; the width follows from the shape of the source. */
  readonly height: number;
  /** Most bits a second of the video, thousands. */
  readonly videoKbps: number;
  /** Frames a second at most; absent: all frames of the source. */
  readonly frameRate?: number;
  readonly profile?: Profile;
};

/** A part of the frame; each number is a share of its width or height, from 0 to 1. */
export type Region = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof CORNERS)[number];

export type Watermark = {
  readonly corner: Corner;
  readonly text?: string;
  /** The time of day of the server, UTC. */
  readonly showsTime?: boolean;
  /** A PNG, JPEG or WebP file. */
  readonly image?: string;
};

/** What is made of a stream beside the rendition that its publisher sends, which stays as it is. */
export type LadderTemplate = {
  readonly renditions: readonly RenditionTemplate[];
  readonly crop?: Region;
  /** Of what {@link crop} leaves. */
  readonly blur?: readonly Region[];
  readonly watermark?: Watermark;
};

/** A rendition for a certain source. */
export type PlannedRendition = RenditionTemplate & { readonly width: number };

type Source = { readonly width: number; readonly height: number };

/**
 * The renditions of a template that are smaller than the source, the largest first: nothing is enlarged, and one of the source's
 * size would only cost.
 */
export function plannedRenditions(
  { renditions, crop }: LadderTemplate,
  source: Source,
): readonly PlannedRendition[] {
  const width = source.width * (crop?.width ?? 1);
  const height = source.height * (crop?.height ?? 1);
  return renditions
    .filter((one) => one.height < source.height)
    .map((one) => ({ ...one, width: even((one.height * width) / height), height: even(one.height) }))
    .toSorted((a, b) => b.height - a.height || b.videoKbps - a.videoKbps);
}

/** 4:2:0 has one colour sample for two pixels. */
const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
