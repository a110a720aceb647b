import type { DeckSource } from '@lockstep/contracts';

export type PictureLimits = {
  /** A larger picture is made to fit, a smaller one is left as it is. Pixels. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Largest picture that is decoded at all. */
  readonly maxPixels: number;
};

/** Ordered from the process that draws. */
export type DeckRequest =
  | { readonly task: 'deck'; readonly source: DeckSource; readonly cacheFolder?: string | undefined }
  | { readonly task: 'pdf'; readonly bytes: Uint8Array; readonly file: string }
  | { readonly task: 'picture'; readonly bytes: Uint8Array; readonly limits: PictureLimits };

/** How many slides are drawn, of how many. */
export type DrawnSoFar = readonly [done: number, total: number];

/** WebP, without anything else that the file carried. */
export type FittedPicture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
