import type { LessonState } from '@lockstep/contracts';
import { type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { RegionSurface } from '../../stage/region-surface.js';
import type { SlidePicture } from '../../stage/slide-images.js';
import { SlideView } from '../../stage/slide-view.js';
import type { Actions } from './use-actions.js';

const nothingWanted: ReadonlySet<number> = new Set();

type SlidesPanelProps = {
  readonly state: LessonState;
  readonly slides: readonly SlidePicture[];
  readonly actions: Actions;
  readonly disabled: boolean;
};

export function SlidesPanel({ state, slides, actions, disabled }: SlidesPanelProps) {
  const texts = useTexts().teacher.slides;
  const panel = useRef<HTMLElement>(null);
  const current = state.slide?.index ?? null;
  const show = (index: number) => {
    if (!disabled && index >= 0 && index < slides.length) void actions.act({ type: 'slide.shown', index });
  };
  const next = current === null ? 0 : current + 1;
  usePresenterKeys(panel, (step) => show(step === 1 ? next : next - 2));
  return (
    <section className="panel slides-panel" aria-labelledby="slides-title" ref={panel}>
      <div className="panel__head">
        <h2 id="slides-title">{texts.title}</h2>
        {current !== null && (
          <span className="soft small tabular">{texts.position(current + 1, slides.length)}</span>
        )}
      </div>
      <div className="slides-panel__pair">
        <CurrentSlide state={state} slides={slides} actions={actions} disabled={disabled} />
        <NextSlide slides={slides} next={next} />
        <div className="slides-panel__steps">
          <Button icon="previous" disabled={disabled || next <= 1} onClick={() => show(next - 2)}>
            {texts.previousAction}
          </Button>
          <Button
            look="primary"
            icon="next"
            disabled={disabled || next >= slides.length}
            onClick={() => show(next)}
          >
            {texts.nextAction}
          </Button>
        </div>
      </div>
      <Filmstrip slides={slides} current={current} disabled={disabled} onShow={show} />
    </section>
  );
}

/** Dragging over it highlights a part for the class, a click takes the highlight away. */
function CurrentSlide({ state, slides, actions, disabled }: SlidesPanelProps) {
  const texts = useTexts().teacher;
  const current = state.slide?.index ?? null;
  return (
    <figure className="stack slides-panel__now">
      <div className="slides-panel__canvas">
        <SlideView slides={slides} current={current} wanted={nothingWanted} highlight={state.highlight} />
        {current !== null && !disabled && (
          <RegionSurface
            className="highlight-tool"
            region={null}
            title={texts.say.highlightHint}
            onDragged={(target) => void actions.act({ type: 'highlight', target })}
          />
        )}
      </div>
      <figcaption className="small soft">{texts.slides.now}</figcaption>
    </figure>
  );
}

function NextSlide({ slides, next }: { slides: readonly SlidePicture[]; next: number }) {
  const texts = useTexts().teacher.slides;
  const slide = slides[next];
  return (
    <figure className="stack slides-panel__next">
      {slide ? (
        <img className="slides-panel__thumb" src={slide.url} alt={slide.title ?? texts.show(next + 1)} />
      ) : (
        <p className="slide slide--empty small">{slides.length === 0 ? texts.none : texts.last}</p>
      )}
      <figcaption className="small soft">{texts.next}</figcaption>
    </figure>
  );
}

type FilmstripProps = Pick<SlidesPanelProps, 'slides' | 'disabled'> & {
  readonly current: number | null;
  readonly onShow: (index: number) => void;
};

function Filmstrip({ slides, current, disabled, onShow }: FilmstripProps) {
  const texts = useTexts().teacher.slides;
  return (
    <ol className="filmstrip" aria-label={texts.all}>
      {slides.map((slide) => (
        <li key={slide.url}>
          <button
            type="button"
            className="filmstrip__slide"
            aria-label={texts.show(slide.index + 1)}
            aria-current={slide.index === current ? 'true' : undefined}
            title={slide.title ?? undefined}
            disabled={disabled}
            onClick={() => onShow(slide.index)}
          >
            <img src={slide.url} alt="" loading="lazy" />
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Presenters' remote controls type Page Up and Page Down. They are left to the page while something else has the focus. */
function usePresenterKeys(panel: RefObject<HTMLElement | null>, onStep: (step: 1 | -1) => void): void {
  const step = useRef(onStep);
  useEffect(() => {
    step.current = onStep;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
      const focused = document.activeElement;
      if (focused !== document.body && !panel.current?.contains(focused)) return;
      event.preventDefault();
      step.current(event.key === 'PageDown' ? 1 : -1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [panel]);
}
