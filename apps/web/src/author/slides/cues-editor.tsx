import type { DeckSlide } from '@lockstep/contracts';
import { useTexts } from '../../i18n/language.js';
import { formatLessonTime, parseLessonTime } from '../../i18n/format.js';
import { Button, IconButton } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { type CueDraft, type CueType, cueTypes, newAction, sortDrafts } from './cue-draft.js';
import { CueFields } from './cue-fields.js';
import { newId, type QuestionDraft } from '../../ui/question-draft.js';

type CuesEditorProps = {
  readonly cues: readonly CueDraft[];
  readonly slides: readonly DeckSlide[];
  readonly questions: readonly QuestionDraft[];
  readonly onChange: (cues: readonly CueDraft[]) => void;
};

/** A new cue comes this long after the last one, ms. */
const stepMs = 5000;

export function CuesEditor({ cues, slides, questions, onChange }: CuesEditorProps) {
  const texts = useTexts().cuesEditor;
  const replace = (next: CueDraft) => onChange(cues.map((cue) => (cue.key === next.key ? next : cue)));
  const add = () => {
    const last = Math.max(-stepMs, ...cues.map(({ time }) => parseLessonTime(time) ?? -stepMs));
    const action = newAction(slides.length > 0 ? 'slide.shown' : 'caption', undefined);
    onChange([...cues, { key: newId('cue'), time: formatLessonTime(last + stepMs), action }]);
  };
  return (
    <section className="panel" aria-labelledby="cues-title">
      <div className="panel__head">
        <h2 id="cues-title">{texts.title}</h2>
        <Button small icon="plus" onClick={add}>
          {texts.add}
        </Button>
      </div>
      <p className="small soft">{cues.length === 0 ? texts.none : texts.hint}</p>
      <ol className="cues">
        {cues.map((cue) => (
          <CueRow
            key={cue.key}
            cue={cue}
            slides={slides}
            questions={questions}
            slideThen={slideAt(cue, cues, slides)}
            onChange={replace}
            onSort={() => onChange(sortDrafts(cues))}
            onRemove={() => onChange(cues.filter(({ key }) => key !== cue.key))}
          />
        ))}
      </ol>
    </section>
  );
}

/** The slide that is on when a cue comes: the last one shown at or before its time, else the first. */
export function slideAt(
  cue: CueDraft,
  cues: readonly CueDraft[],
  slides: readonly DeckSlide[],
): DeckSlide | undefined {
  const atMs = parseLessonTime(cue.time) ?? Infinity;
  let index = 0;
  for (const { time, action } of sortDrafts(cues)) {
    if (action.type === 'slide.shown' && (parseLessonTime(time) ?? Infinity) <= atMs) index = action.index;
  }
  return slides[index];
}

type CueRowProps = {
  readonly cue: CueDraft;
  readonly slides: readonly DeckSlide[];
  readonly questions: readonly QuestionDraft[];
  readonly slideThen: DeckSlide | undefined;
  readonly onChange: (cue: CueDraft) => void;
  readonly onSort: () => void;
  readonly onRemove: () => void;
};

function CueRow({ cue, slides, questions, slideThen, onChange, onSort, onRemove }: CueRowProps) {
  const texts = useTexts();
  const words = texts.cuesEditor;
  const wrong = parseLessonTime(cue.time) === null;
  const usable = cueTypes.filter(
    (type) =>
      type === cue.action.type ||
      ((type !== 'question.opened' || questions.length > 0) && (type !== 'slide.shown' || slides.length > 0)),
  );
  return (
    <li className="cue">
      <div className="cue__time" onBlur={onSort}>
        <TextField
          small
          hideLabel
          label={words.time}
          error={wrong ? words.timeWrong : undefined}
          inputMode="decimal"
          value={cue.time}
          onChange={(event) => onChange({ ...cue, time: event.target.value })}
        />
      </div>
      <SelectField<CueType>
        small
        hideLabel
        label={words.what}
        value={cue.action.type}
        options={usable.map((type) => ({ value: type, label: texts.teacher.event[type] }))}
        onChange={(type) => onChange({ ...cue, action: newAction(type, questions[0]?.id) })}
      />
      <div className="cue__fields">
        <CueFields
          action={cue.action}
          slides={slides}
          questions={questions}
          slideThen={slideThen}
          onChange={(action) => onChange({ ...cue, action })}
        />
      </div>
      <IconButton small icon="trash" label={words.remove(cue.time)} onClick={onRemove} />
    </li>
  );
}
