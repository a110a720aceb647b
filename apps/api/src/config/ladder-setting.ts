import * as z from 'zod';

const RENDITION = /^(\d{2,4})p:(\d{2,5})(?:@(\d{1,2}))?$/;
const MOST = 6;
const HEIGHT = { least: 32, most: 2160 };

type ListedRendition = {
  readonly name: string;
  readonly height: number;
  readonly videoKbps: number;
  readonly frameRate?: number;
};

/** The renditions that are made beside that of the publisher. */
export const ladderSetting = z
  .string()
  .transform((text) => text.split(',').map(renditionOf))
  .refine(isLadder, { error: 'is a list such as 720p:1800,480p:900,240p:300@15, each height once' })
  .optional()
  .describe(
    'Renditions of live RTMP sessions: height, kbit/s, frames a second, as 480p:900,240p:300@15. Absent: none.',
  );

function renditionOf(text: string): ListedRendition | undefined {
  const match = RENDITION.exec(text.trim());
  if (!match) return undefined;
  const [, height = '', videoKbps = '', frameRate] = match;
  return {
    name: `${height}p`,
    height: Number(height),
    videoKbps: Number(videoKbps),
    ...(frameRate !== undefined && { frameRate: Number(frameRate) }),
  };
}

function isLadder(all: (ListedRendition | undefined)[]): all is ListedRendition[] {
  const fit = all.filter(
    (one) => one && one.height >= HEIGHT.least && one.height <= HEIGHT.most && one.frameRate !== 0,
  );
  return (
    fit.length === all.length &&
    all.length <= MOST &&
    new Set(all.map((one) => one?.name)).size === all.length
  );
}
