import type { AskStep, LessonAsset } from '@lockstep/contracts';
import { mediaKindOf, setInQuestion } from '@lockstep/lesson';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import type { TextEdit } from './questions-panel.js';

type MediaFieldsProps = {
  readonly step: AskStep;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

/** What is shown or heard with a question: one of the lesson's files, and its words. Both are written once both are there. */
export function MediaFields({ step, files, onEdit }: MediaFieldsProps) {
  const words = useTexts().script.questions.media;
  const [file, setFile] = useState(step.media?.file ?? '');
  const [alt, setAlt] = useState(step.media?.alt ?? '');
  const paths = files.map(({ path }) => path).filter((path) => mediaKindOf(path) !== undefined);
  const known = file === '' || paths.includes(file) ? paths : [file, ...paths];
  const write = (nextFile: string, nextAlt: string) => {
    const isWhole = nextFile !== '' && nextAlt.trim() !== '';
    if (nextFile !== '' && !isWhole) return;
    const size = step.media?.size;
    const media = isWhole ? { file: nextFile, alt: nextAlt.trim(), ...(size && { size }) } : undefined;
    onEdit((text) => setInQuestion(text, step.id, ['media'], media));
  };
  return (
    <section className="stack" aria-labelledby="media-title">
      <h3 id="media-title">{words.title}</h3>
      {known.length === 0 && <p className="small soft">{words.noFiles}</p>}
      {known.length > 0 && (
        <SelectField
          label={words.file}
          value={file}
          options={[
            { value: '', label: words.nothing },
            ...known.map((path) => ({ value: path, label: path })),
          ]}
          onChange={(path) => {
            setFile(path);
            write(path, alt);
          }}
        />
      )}
      {file !== '' && (
        <TextField
          label={words.alt}
          hint={words.altHint}
          error={alt.trim() === '' ? words.altMissing : undefined}
          required
          maxLength={300}
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
          onBlur={() => alt !== step.media?.alt && write(file, alt)}
        />
      )}
      <NewTask step={step} onEdit={onEdit} />
    </section>
  );
}

const box = (x: string) => ({ rect: [x, '40%', '20%', '20%'] });

/** A picture whose question has no answer yet can be answered on it. */
function NewTask({ step, onEdit }: Pick<MediaFieldsProps, 'step' | 'onEdit'>) {
  const words = useTexts().script.questions.media;
  const { media, answer, rubric, accept } = step;
  const isUnanswered = answer === 'open' && rubric.length === 0 && accept.length === 0 && !step.grammar;
  if (!isUnanswered || media === undefined || mediaKindOf(media.file) !== 'picture') return null;
  const begin = (key: string, value: object) =>
    onEdit((text) =>
      setInQuestion(setInQuestion(text, step.id, ['answer'], undefined), step.id, [key], value),
    );
  return (
    <div className="row">
      <Button small onClick={() => begin('hotspot', { [words.area(1)]: box('40%') })}>
        {words.asHotspot}
      </Button>
      <Button
        small
        onClick={() => begin('label', { [words.label(1)]: box('20%'), [words.label(2)]: box('60%') })}
      >
        {words.asLabel}
      </Button>
    </div>
  );
}
