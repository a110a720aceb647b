import { posix } from 'node:path';
import { SlidePictures, UnreadablePicture } from './draw/slide-pictures.js';
import type { DeckProblem, ReadDeckFile } from './deck.js';
import type { DeckPlace } from './markdown/deck-text.js';
import { inlinesOf, type SlideContent } from './markdown/slide-content.js';

export type SlidePlace = { readonly file: string; readonly slide: number };
/** A file of a slide, read; `name` as the slide calls it. */
export type PictureFile = {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly place: DeckPlace;
};
type Named = { readonly file: string; readonly place: DeckPlace };
type Found = { readonly files: readonly PictureFile[]; readonly problems: readonly DeckProblem[] };

/** Reads the files of a slide's pictures; each that is not there is a problem at its own place. */
export async function readPictures(
  content: SlideContent,
  slide: SlidePlace,
  read: ReadDeckFile,
): Promise<Found> {
  const files: PictureFile[] = [];
  const problems: DeckProblem[] = [];
  for (const { file: name, place } of picturesOf(content)) {
    const path = posix.normalize(posix.join(posix.dirname(slide.file), decoded(name)));
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(name) || path.startsWith('..') || path.startsWith('/')) {
      const remedy = 'Put it into the folder of the lesson, and write its name.';
      const message = `The picture ${name} is not a file of the lesson.`;
      problems.push({
        code: 'deck-foreign-picture',
        ...slide,
        ...place,
        message,
        remedy,
        params: { path: name },
      });
      continue;
    }
    const bytes = files.find((one) => one.path === path)?.bytes ?? (await read(path));
    if (bytes) {
      files.push({ name, path, bytes, place });
      continue;
    }
    const remedy = 'Add the file, or correct its name.';
    const message = `There is no picture ${path}.`;
    problems.push({ code: 'deck-no-picture', ...slide, ...place, message, remedy, params: { path } });
  }
  return { files, problems };
}

/** Decodes the pictures of a slide. */
export async function loadPictures(
  files: readonly PictureFile[],
  slide: SlidePlace,
  onPicture: () => void,
): Promise<{ readonly pictures: SlidePictures; readonly problems: readonly DeckProblem[] }> {
  const pictures = new SlidePictures();
  const problems: DeckProblem[] = [];
  for (const { name, path, bytes, place } of files) {
    try {
      await pictures.load(name, bytes);
      onPicture();
    } catch (error) {
      if (!(error instanceof UnreadablePicture)) throw error;
      const message = `The picture ${path} cannot be shown: ${error.message}.`;
      const remedy = 'Use PNG, JPEG, WebP or SVG.';
      problems.push({ code: 'deck-bad-picture', ...slide, ...place, message, remedy, params: { path } });
    }
  }
  return { pictures, problems };
}

/** Every mention, in the order of the text. */
function picturesOf({ backgrounds, blocks, header = [], footer = [] }: SlideContent): Named[] {
  const inText = [...inlinesOf(blocks), ...header, ...footer].flatMap((inline): Named[] =>
    inline.kind === 'picture' ? [inline] : [],
  );
  return [...backgrounds, ...inText].sort(
    ({ place: a }, { place: b }) => a.line - b.line || a.column - b.column,
  );
}

/** Marp writes paths of pictures as URLs. */
function decoded(name: string): string {
  return /^(?:[^%]|%[0-9a-f]{2})*$/i.test(name) && isUtf8(name) ? decodeURIComponent(name) : name;
}
const isUtf8 = (name: string): boolean =>
  !Buffer.from(
    name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
    .toString()
    .includes('\ufffd');
