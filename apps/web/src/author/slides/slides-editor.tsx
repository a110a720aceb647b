import type { DeckSlide, Lesson, SlideOrder } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { explain } from '../../api/explain.js';
import { arrangeSlides, uploadSlides } from '../../api/lessons.js';
import { useTexts } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';
import { Dropzone } from '../../ui/dropzone.js';
import { Notice } from '../../ui/notice.js';

const accepted = 'image/png,image/jpeg,image/webp,application/pdf';

/** From the slides in their places to what they shall be. */
type Arrangement = (slides: SlideOrder['slides']) => SlideOrder['slides'];

type SlidesEditorProps = {
  readonly lesson: Lesson;
  readonly onLesson: (lesson: Lesson) => void;
};

/** The slides of a lesson. Every change is stored at once: it makes a new deck and leaves running sessions theirs. */
export function SlidesEditor({ lesson, onLesson }: SlidesEditorProps) {
  const texts = useTexts();
  const { run, busy, error } = useSlideWork(lesson, onLesson);
  const arrange = (change: Arrangement) =>
    run((held) => {
      const slides = change(held.slides.map(({ index }) => ({ from: index })));
      return arrangeSlides(lesson.id, { slides });
    });
  return (
    <section className="panel" aria-labelledby="slides-editor-title" aria-busy={busy}>
      <h2 id="slides-editor-title">{texts.slidesEditor.title}</h2>
      <ol className="slide-list">
        {lesson.slides.map((slide) => (
          <li key={slide.index} className="slide-list__slide">
            <img src={slide.url} alt={slide.title ?? ''} loading="lazy" />
            <SlideTools slide={slide} count={lesson.slides.length} disabled={busy} onArrange={arrange} />
          </li>
        ))}
      </ol>
      <Dropzone
        label={busy ? texts.slidesEditor.uploading : texts.slidesEditor.upload}
        hint={texts.slidesEditor.hint}
        drop={texts.slidesEditor.drop}
        accept={accepted}
        busy={busy}
        onFiles={(files) => run(() => uploadSlides(lesson.id, files))}
      />
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </section>
  );
}

/** Changes run one after the other, each from what the one before has made: slides are named by their place. */
function useSlideWork(lesson: Lesson, onLesson: (lesson: Lesson) => void) {
  const latest = useRef(lesson);
  const { mutate, isPending, error } = useMutation({
    scope: { id: `slides of ${lesson.id}` },
    mutationFn: (work: (held: Lesson) => Promise<Lesson>) => work(latest.current),
    onSuccess: (changed) => {
      latest.current = changed;
      onLesson(changed);
    },
  });
  return { run: mutate, busy: isPending, error };
}

type SlideToolsProps = {
  readonly slide: DeckSlide;
  readonly count: number;
  readonly disabled: boolean;
  readonly onArrange: (change: Arrangement) => void;
};

function SlideTools({ slide, count, disabled, onArrange }: SlideToolsProps) {
  const words = useTexts().slidesEditor;
  const { index } = slide;
  const title = slide.title ?? '';
  const [typed, setTyped] = useState(title);
  const [known, setKnown] = useState(title);
  if (known !== title) {
    // Another slide has come to this place, or this one was named.
    setKnown(title);
    setTyped(title);
  }
  const swapWith = (other: number) =>
    onArrange((slides) => {
      const [here, there] = [slides[index], slides[other]];
      return here && there ? slides.with(index, there).with(other, here) : slides;
    });
  const rename = () => {
    if (typed.trim() === title) return;
    const named = { from: index, title: typed.trim() === '' ? null : typed.trim() };
    onArrange((slides) => (index < slides.length ? slides.with(index, named) : slides));
  };
  return (
    <div className="slide-list__tools">
      <span className="small soft tabular">{index + 1}</span>
      <input
        className="input input--small grow"
        aria-label={words.name(index + 1)}
        placeholder={words.placeholder}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
      />
      <IconButton
        small
        icon="previous"
        label={words.earlier(index + 1)}
        disabled={disabled || index === 0}
        onClick={() => swapWith(index - 1)}
      />
      <IconButton
        small
        icon="next"
        label={words.later(index + 1)}
        disabled={disabled || index === count - 1}
        onClick={() => swapWith(index + 1)}
      />
      <IconButton
        small
        icon="trash"
        label={words.remove(index + 1)}
        disabled={disabled}
        onClick={() => onArrange((slides) => slides.filter(({ from }) => from !== index))}
      />
    </div>
  );
}
