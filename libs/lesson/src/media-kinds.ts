import type { AskStep, MediaKind, ScriptMedia } from '@lockstep/contracts';

/** By the ending of the name, in small letters: what every browser shows or plays. */
const endings: Readonly<Record<MediaKind, readonly string[]>> = {
  picture: ['png', 'jpg', 'jpeg', 'webp', 'svg'],
  audio: ['mp3', 'm4a', 'wav', 'ogg'],
  video: ['mp4', 'webm'],
};
const kinds = Object.keys(endings) as MediaKind[];

/** Most that a whole class can load while a question is open, bytes. */
export const MAX_MEDIA_BYTES: Readonly<Record<MediaKind, number>> = {
  picture: 4 * 1024 * 1024,
  audio: 16 * 1024 * 1024,
  video: 64 * 1024 * 1024,
};

/** What a file beside words is, by the ending of its name; undefined: nothing that can stand there. */
export function mediaKindOf(path: string): MediaKind | undefined {
  const ending = /\.([a-z0-9]+)$/.exec(path.toLowerCase())?.[1] ?? '';
  return kinds.find((kind) => endings[kind].includes(ending));
}

/** Every picture, recording and film of a question, with where in the step it is named. */
export const mediaOf = ({ media, choices }: AskStep): { media: ScriptMedia; path: (string | number)[] }[] => [
  ...(media === undefined ? [] : [{ media, path: ['media'] }]),
  ...choices.flatMap((choice, i) =>
    choice.media === undefined ? [] : [{ media: choice.media, path: ['choices', i, 'media'] }],
  ),
];
