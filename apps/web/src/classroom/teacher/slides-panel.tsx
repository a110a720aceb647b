import { type LessonState } from '@lockstep/contracts';
import { type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { type SlidePicture } from '../stage/slide-images.js';
import { SlideView } from '../stage/slide-view.js';
import { HighlightTool } from './highlight-tool.js';
import { type Actions } from './use-actions.js';

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
  usePresenterKeys(panel, (step) => show((current ?? -1) + step));
  const next = current === null ? 0 : current + 1;
  const isLast = next >= slides.length;
  return (
    <section className="panel slides-panel" aria-labelledby="slides-title" ref={panel}>
      <div className="panel__head">
        <h2 id="slides-title">{texts.title}</h2>
        {current !== null && (
          <span className="soft small tabular">{texts.position(current + 1, slides.length)}</span>
        )}
      </div>
      <div className="slides-panel__pair">
        <figure className="stack slides-panel__now">
          <div className="slides-panel__canvas">
            <SlideView slides={slides} current={current} wanted={nothingWanted} highlight={state.highlight} />
            {current !== null && !disabled && <HighlightTool actions={actions} />}
          </div>
          <figcaption className="small soft">{texts.now}</figcaption>
        </figure>
        <figure className="stack slides-panel__next">
          {isLast ? (
            <p className="slide slide--empty small">{slides.length === 0 ? texts.none : texts.last}</p>
          ) : (
            <img className="slides-panel__thumb" src={slides[next]?.url} alt={slides[next]?.title ?? ''} />
          )}
          <figcaption className="small soft">{texts.next}</figcaption>
        </figure>
        <div className="slides-panel__steps">
          <Button
            icon="previous"
            disabled={disabled || current === null || current === 0}
            onClick={() => show(next - 2)}
          >
            {texts.previousAction}
          </Button>
          <Button look="primary" icon="next" disabled={disabled || isLast} onClick={() => show(next)}>
            {texts.nextAction}
          </Button>
        </div>
      </div>
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
              onClick={() => show(slide.index)}
            >
              <img src={slide.url} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ol>
    </section>
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
