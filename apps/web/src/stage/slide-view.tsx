import type { Region } from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { placeOf } from './region-surface.js';
import { type SlidePicture, slidesToKeep } from './slide-images.js';
import './stage.css';

type SlideViewProps = {
  readonly slides: readonly SlidePicture[];
  /** Counted from 0; null: none is shown. */
  readonly current: number | null;
  readonly wanted: ReadonlySet<number>;
  readonly highlight: Region | null;
};

/**
 * The slide, and in the same place, invisible but loaded and decoded, those that may come next: showing one
 * is a change of visibility, which the browser paints with the very next frame.
 */
export function SlideView({ slides, current, wanted, highlight }: SlideViewProps) {
  const texts = useTexts();
  if (slides.length === 0 || current === null)
    return <p className="slide slide--empty">{texts.student.noSlide}</p>;
  return (
    <div className="slide">
      {slidesToKeep(slides.length, current, wanted).map((index) => {
        const slide = slides[index];
        return (
          slide && (
            <SlideImage key={slide.url} slide={slide} count={slides.length} shown={index === current} />
          )
        );
      })}
      {highlight && <Highlight region={highlight} />}
    </div>
  );
}

function SlideImage({ slide, count, shown }: { slide: SlidePicture; count: number; shown: boolean }) {
  const texts = useTexts();
  const [failed, setFailed] = useState(false);
  const place = texts.student.slideLabel(slide.index + 1, count);
  return (
    <figure className="slide__page" hidden={!shown}>
      {failed ? (
        <p className="slide--empty">{texts.student.slideMissing}</p>
      ) : (
        <img
          src={slide.url}
          alt={slide.title ? `${place}: ${slide.title}` : place}
          decoding="sync"
          draggable={false}
          onLoad={(event) => void decode(event.currentTarget)}
          onError={() => setFailed(true)}
        />
      )}
    </figure>
  );
}

/** An image that cannot be decoded says so by its own error event. */
const decode = (image: HTMLImageElement) => image.decode().catch(() => undefined);

function Highlight({ region }: { region: Region }) {
  return <div className="slide__highlight" aria-hidden="true" style={placeOf(region)} />;
}
