import type { Replay } from '@lockstep/player/replay';
import { useEffect, useState } from 'react';
import type { SlidePicture } from '../stage/slide-images.js';

const none: readonly SlidePicture[] = [];

/** The slides of a deck as they are inside the recording. */
export function useRecordedSlides(
  replay: Replay | null,
  deckId: string | undefined,
): readonly SlidePicture[] {
  const [slides, setSlides] = useState(none);
  useEffect(() => {
    if (!replay || deckId === undefined) return;
    let isOver = false;
    let urls: readonly string[] = [];
    replay.slides(deckId).then(
      (all) => {
        if (isOver) return;
        const shown: SlidePicture[] = [];
        for (const { index, title, image } of all)
          shown[index] = { index, title, url: URL.createObjectURL(image) };
        urls = shown.map(({ url }) => url);
        setSlides(shown);
      },
      () => setSlides(none), // of a damaged file: the video goes on, and the place of the slide stays empty
    );
    return () => {
      isOver = true;
      for (const url of urls) URL.revokeObjectURL(url);
      setSlides(none);
    };
  }, [replay, deckId]);
  return slides;
}
