import { type Lesson, type SlideOrder } from '@lockstep/contracts';
import { type DragEvent, useId, useState } from 'react';
import { explain } from '../api/explain.js';
import { arrangeSlides, uploadSlides } from '../api/lessons.js';
import { useTexts } from '../i18n/language.js';
import { IconButton } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Notice } from '../ui/notice.js';

const accepted = 'image/png,image/jpeg,image/webp,application/pdf';

type SlidesEditorProps = {
  readonly lesson: Lesson;
  readonly token: string;
  readonly onLesson: (lesson: Lesson) => void;
};

/** The slides of a lesson. Every change is stored at once: it makes a new deck and leaves running sessions theirs. */
export function SlidesEditor({ lesson, token, onLesson }: SlidesEditorProps) {
  const texts = useTexts();
  const words = texts.slidesEditor;
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [error, setError] = useState<unknown>();
  const inputId = useId();
  const run = async (work: () => Promise<Lesson>) => {
    setBusy(true);
    setError(undefined);
    try {
      onLesson(await work());
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  const upload = (files: FileList | null) => {
    if (files && files.length > 0) void run(() => uploadSlides(lesson.id, token, [...files]));
  };
  const arrange = (slides: SlideOrder['slides']) =>
    void run(() => arrangeSlides(lesson.id, token, { slides }));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    upload(event.dataTransfer.files);
  };
  return (
    <section className="panel" aria-labelledby="slides-editor-title" aria-busy={busy}>
      <h2 id="slides-editor-title">{words.title}</h2>
      <ol className="slide-list">
        {lesson.slides.map((slide) => (
          <li key={slide.url} className="slide-list__slide">
            <img src={slide.url} alt={slide.title ?? ''} loading="lazy" />
            <SlideTools lesson={lesson} index={slide.index} disabled={busy} onArrange={arrange} />
          </li>
        ))}
      </ol>
      <div
        className="dropzone"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          id={inputId}
          className="visually-hidden"
          type="file"
          multiple
          accept={accepted}
          disabled={busy}
          onChange={(event) => {
            upload(event.target.files);
            event.target.value = '';
          }}
        />
        <label htmlFor={inputId} className="button" aria-disabled={busy}>
          <Icon name="upload" />
          {busy ? words.uploading : words.upload}
        </label>
        <p className="small soft">{over ? words.drop : words.hint}</p>
      </div>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
    </section>
  );
}

type SlideToolsProps = {
  readonly lesson: Lesson;
  readonly index: number;
  readonly disabled: boolean;
  readonly onArrange: (slides: SlideOrder['slides']) => void;
};

function SlideTools({ lesson, index, disabled, onArrange }: SlideToolsProps) {
  const words = useTexts().slidesEditor;
  const title = lesson.slides[index]?.title ?? '';
  const [typed, setTyped] = useState(title);
  const order: SlideOrder['slides'] = lesson.slides.map((slide) => ({ from: slide.index }));
  const swapWith = (other: number) => {
    const [here, there] = [order[index], order[other]];
    if (here && there) onArrange(order.with(index, there).with(other, here));
  };
  const rename = () => {
    if (typed.trim() === title) return;
    onArrange(order.with(index, { from: index, title: typed.trim() === '' ? null : typed.trim() }));
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
        disabled={disabled || index === order.length - 1}
        onClick={() => swapWith(index + 1)}
      />
      <IconButton
        small
        icon="trash"
        label={words.remove(index + 1)}
        disabled={disabled}
        onClick={() => onArrange(order.filter((_, at) => at !== index))}
      />
    </div>
  );
}
