import type { DeckSlide } from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import type { CueAction, CueType } from './cue-draft.js';
import type { QuestionDraft } from '../../ui/question-draft.js';
import { RegionPicker } from './region-picker.js';

export type CueContext = {
  readonly slides: readonly DeckSlide[];
  readonly questions: readonly QuestionDraft[];
  /** The slide that is shown when the cue comes. */
  readonly slideThen: DeckSlide | undefined;
};

type CueFieldsProps = CueContext & {
  readonly action: CueAction;
  readonly onChange: (action: CueAction) => void;
};

/** What there is to say about a cue of each type. */
export function CueFields({ action, onChange, ...context }: CueFieldsProps) {
  switch (action.type) {
    case 'slide.shown':
      return <SlideField action={action} onChange={onChange} slides={context.slides} />;
    case 'highlight':
      return <HighlightField action={action} onChange={onChange} slideThen={context.slideThen} />;
    case 'question.opened':
      return (
        <QuestionSelect
          questions={context.questions}
          value={action.questionId}
          onChange={(questionId) => onChange({ ...action, questionId })}
        />
      );
    case 'question.closed':
    case 'class.result':
      return <AboutQuestionFields action={action} onChange={onChange} questions={context.questions} />;
    case 'feedback.class':
    case 'caption':
      return <SpokenFields action={action} onChange={onChange} />;
    case 'teacher.mode':
      return <ModeField action={action} onChange={onChange} />;
    case 'marker':
      return <MarkerField action={action} onChange={onChange} />;
    case 'lesson.ended':
      return null;
  }
}

/** The fields of cues of some types. */
type FieldsOf<T extends CueType> = {
  readonly action: Extract<CueAction, { type: T }>;
  readonly onChange: (action: CueAction) => void;
};

function SlideField({ action, onChange, slides }: FieldsOf<'slide.shown'> & Pick<CueContext, 'slides'>) {
  const words = useTexts().cuesEditor;
  const shown = slides[action.index];
  return (
    <div className="cue__slide">
      {shown ? <img src={shown.url} alt="" loading="lazy" /> : <span />}
      <SelectField
        small
        hideLabel
        label={words.which}
        value={String(action.index)}
        options={slides.map(({ index, title }) => ({
          value: String(index),
          label: words.slide(index + 1, title),
        }))}
        onChange={(value) => onChange({ ...action, index: Number(value) })}
      />
    </div>
  );
}

function AboutQuestionFields({
  action,
  onChange,
  questions,
}: FieldsOf<'question.closed' | 'class.result'> & Pick<CueContext, 'questions'>) {
  const words = useTexts().cuesEditor;
  return (
    <div className="row">
      <QuestionSelect
        questions={questions}
        latest
        value={action.questionId ?? ''}
        onChange={(questionId) => {
          const next = { ...action };
          if (questionId === '') delete next.questionId;
          else next.questionId = questionId;
          onChange(next);
        }}
      />
      {action.type === 'class.result' && (
        <label className="check small">
          <input
            type="checkbox"
            checked={action.reveal}
            onChange={(event) => onChange({ ...action, reveal: event.target.checked })}
          />
          {words.reveal}
        </label>
      )}
    </div>
  );
}

function ModeField({ action, onChange }: FieldsOf<'teacher.mode'>) {
  const texts = useTexts();
  return (
    <SelectField
      small
      hideLabel
      label={texts.cuesEditor.which}
      value={action.mode}
      options={(['ai', 'human', 'paused'] as const).map((value) => ({
        value,
        label: texts.teacher.mode[value],
      }))}
      onChange={(mode) => onChange({ ...action, mode })}
    />
  );
}

function MarkerField({ action, onChange }: FieldsOf<'marker'>) {
  return (
    <TextField
      small
      hideLabel
      label={useTexts().cuesEditor.text}
      required
      maxLength={100}
      value={action.name}
      onChange={(event) => onChange({ ...action, name: event.target.value })}
    />
  );
}

/** A text, and for how long it is shown. */
function SpokenFields({ action, onChange }: FieldsOf<'feedback.class' | 'caption'>) {
  const words = useTexts().cuesEditor;
  return (
    <div className="cue__spoken">
      <TextField
        small
        hideLabel
        label={words.text}
        placeholder={words.text}
        maxLength={action.type === 'caption' ? 500 : 2000}
        value={action.text}
        onChange={(event) => onChange({ ...action, text: event.target.value })}
      />
      <TextField
        small
        hideLabel
        label={words.shownFor}
        placeholder={words.shownFor}
        type="number"
        min={0.1}
        step={0.1}
        value={action.durationMs === undefined ? '' : action.durationMs / 1000}
        onChange={(event) => {
          const seconds = event.target.valueAsNumber;
          const next = { ...action };
          if (seconds > 0) next.durationMs = Math.round(seconds * 1000);
          else delete next.durationMs;
          onChange(next);
        }}
      />
    </div>
  );
}

function QuestionSelect({
  questions,
  value,
  latest = false,
  onChange,
}: {
  questions: readonly QuestionDraft[];
  value: string;
  latest?: boolean;
  onChange: (value: string) => void;
}) {
  const words = useTexts().cuesEditor;
  return (
    <SelectField
      small
      hideLabel
      label={words.which}
      value={value}
      options={[
        ...(latest ? [{ value: '', label: words.latest }] : []),
        ...questions.map(({ id, prompt }) => ({ value: id, label: prompt || id })),
      ]}
      onChange={onChange}
    />
  );
}

function HighlightField({
  action,
  onChange,
  slideThen,
}: FieldsOf<'highlight'> & Pick<CueContext, 'slideThen'>) {
  const texts = useTexts();
  const words = texts.cuesEditor;
  const [choosing, setChoosing] = useState(false);
  const { target } = action;
  const percent = (fraction: number) => Math.round(fraction * 100);
  return (
    <>
      <Button small onClick={() => setChoosing(true)} disabled={!slideThen}>
        {target ? words.region(percent(target.x), percent(target.y)) : words.noRegion}
      </Button>
      {choosing && slideThen && (
        <Dialog title={texts.teacher.say.highlight} onClose={() => setChoosing(false)}>
          <RegionPicker
            slide={slideThen}
            value={target}
            onPick={(region) => {
              onChange({ ...action, target: region });
              setChoosing(false);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
