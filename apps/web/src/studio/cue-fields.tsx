import { type DeckSlide, type Region } from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { type CueAction } from './cue-draft.js';
import { type QuestionDraft } from './question-form.js';
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
export function CueFields(props: CueFieldsProps) {
  const { action, onChange, slides, questions } = props;
  const texts = useTexts();
  const words = texts.cuesEditor;
  switch (action.type) {
    case 'slide.shown':
      return (
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
      );
    case 'highlight':
      return <HighlightField {...props} target={action.target} />;
    case 'question.opened':
      return (
        <QuestionSelect
          questions={questions}
          value={action.questionId}
          onChange={(questionId) => onChange({ ...action, questionId })}
        />
      );
    case 'question.closed':
    case 'class.result':
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
    case 'feedback.class':
    case 'caption':
      return <SpokenFields action={action} onChange={onChange} />;
    case 'teacher.mode':
      return (
        <SelectField
          small
          hideLabel
          label={words.which}
          value={action.mode}
          options={(['ai', 'human', 'paused'] as const).map((value) => ({
            value,
            label: texts.teacher.mode[value],
          }))}
          onChange={(mode) => onChange({ ...action, mode })}
        />
      );
    case 'marker':
      return (
        <TextField
          small
          hideLabel
          label={words.text}
          required
          maxLength={100}
          value={action.name}
          onChange={(event) => onChange({ ...action, name: event.target.value })}
        />
      );
    case 'lesson.ended':
      return null;
  }
}

type SpokenAction = Extract<CueAction, { type: 'feedback.class' | 'caption' }>;

/** A text, and for how long it is shown. */
function SpokenFields({ action, onChange }: { action: SpokenAction; onChange: (action: CueAction) => void }) {
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

function HighlightField({ action, target, slideThen, onChange }: CueFieldsProps & { target: Region | null }) {
  const texts = useTexts();
  const words = texts.cuesEditor;
  const [choosing, setChoosing] = useState(false);
  const percent = (fraction: number) => Math.round(fraction * 100);
  const choose = (region: Region | null) => {
    if (action.type === 'highlight') onChange({ ...action, target: region });
    setChoosing(false);
  };
  return (
    <>
      <Button small onClick={() => setChoosing(true)} disabled={!slideThen}>
        {target ? words.region(percent(target.x), percent(target.y)) : words.noRegion}
      </Button>
      {choosing && slideThen && (
        <Dialog title={texts.teacher.say.highlight} onClose={() => setChoosing(false)}>
          <RegionPicker slide={slideThen} value={target} onPick={choose} />
        </Dialog>
      )}
    </>
  );
}
