import { type AskStep, MAX_SCALE, type SurveyItem } from '@lockstep/contracts';
import { setInQuestion } from '@lockstep/lesson';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button, IconButton } from '../../ui/button.js';
import { CheckField, SelectField, TextArea } from '../../ui/field.js';
import { LeftField } from './left-field.js';
import type { TextEdit } from './questions-panel.js';
import {
  answeredBy,
  choicesIn,
  itemKinds,
  newItem,
  textOfItems,
  withEnd,
  withOptional,
} from './survey-rows.js';
import './area-fields.css';

type SurveyFieldsProps = { readonly step: AskStep; readonly onEdit: TextEdit };

const MOST_ITEMS = 20;

/** What a survey asks, item by item; and the beginning of one where a question has no answer yet. */
export function SurveyFields({ step, onEdit }: SurveyFieldsProps) {
  const words = useTexts().script.questions.survey;
  const write = (items: readonly SurveyItem[]) =>
    onEdit((text) => setInQuestion(text, step.id, ['survey'], textOfItems(items)));
  if (step.task?.kind !== 'survey') return <NewSurvey step={step} onEdit={onEdit} />;
  const { items } = step.task;
  const move = (from: number, by: number) => {
    const [moved] = items.slice(from, from + 1);
    if (moved) write(items.toSpliced(from, 1).toSpliced(from + by, 0, moved));
  };
  return (
    <section className="stack" aria-labelledby="survey-title">
      <h3 id="survey-title">{words.title}</h3>
      <p className="small soft">{words.hint}</p>
      {items.map((item, i) => (
        <fieldset key={item.id} className="areas__row">
          <legend className="visually-hidden">{words.item(i + 1)}</legend>
          <span className="areas__number tabular" aria-hidden="true">
            {i + 1}
          </span>
          <ItemFields item={item} onChange={(next) => write(items.with(i, next))} />
          <div className="areas__buttons">
            <IconButton
              small
              icon="up"
              label={words.up(i + 1)}
              disabled={i === 0}
              onClick={() => move(i, -1)}
            />
            <IconButton
              small
              icon="down"
              label={words.down(i + 1)}
              disabled={i === items.length - 1}
              onClick={() => move(i, 1)}
            />
            <IconButton
              small
              icon="trash"
              label={words.remove(i + 1)}
              disabled={items.length === 1}
              onClick={() => write(items.toSpliced(i, 1))}
            />
          </div>
        </fieldset>
      ))}
      <div className="row">
        <Button
          small
          icon="plus"
          disabled={items.length >= MOST_ITEMS}
          onClick={() => write([...items, newItem(items, words.item)])}
        >
          {words.add}
        </Button>
      </div>
    </section>
  );
}

/** A question that has no answer yet can become a survey. */
function NewSurvey({ step, onEdit }: SurveyFieldsProps) {
  const words = useTexts().script.questions.survey;
  const { answer, rubric, accept, media, grammar } = step;
  if (answer !== 'open' || rubric.length > 0 || accept.length > 0 || grammar || media) return null;
  const begin = () =>
    onEdit((text) =>
      setInQuestion(
        setInQuestion(text, step.id, ['answer'], undefined),
        step.id,
        ['survey'],
        textOfItems([newItem([], words.item)]),
      ),
    );
  return (
    <div className="row">
      <Button small onClick={begin}>
        {words.begin}
      </Button>
    </div>
  );
}

type ItemProps = { readonly item: SurveyItem; readonly onChange: (item: SurveyItem) => void };

function ItemFields({ item, onChange }: ItemProps) {
  const words = useTexts().script.questions.survey;
  return (
    <div className="areas__fields">
      <LeftField
        label={words.ask}
        value={item.text}
        refuses={(typed) => (typed === '' ? words.askMissing : undefined)}
        onLeave={(text) => onChange({ ...item, text })}
      />
      <SelectField
        label={words.by}
        value={item.by}
        options={itemKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(by) => onChange(answeredBy(item, by, words.choice))}
      />
      {item.by === 'scale' && <ScaleFields item={item} onChange={onChange} />}
      {'choices' in item && (
        <ChoicesField
          texts={item.choices.map(({ text }) => text)}
          onTexts={(texts) =>
            onChange({ ...item, choices: texts.map((text, i) => ({ id: String(i + 1), text })) })
          }
        />
      )}
      <CheckField
        label={words.optional}
        checked={item.optional ?? false}
        onChange={(checked) => onChange(withOptional(item, checked))}
      />
    </div>
  );
}

function ScaleFields({
  item,
  onChange,
}: {
  readonly item: Extract<SurveyItem, { by: 'scale' }>;
  readonly onChange: ItemProps['onChange'];
}) {
  const words = useTexts().script.questions.survey;
  const points = Array.from({ length: MAX_SCALE - 1 }, (_, i) => String(i + 2));
  return (
    <>
      <SelectField
        label={words.points}
        value={String(item.points)}
        options={points.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange({ ...item, points: Number(value) })}
      />
      {(['low', 'high'] as const).map((end) => (
        <LeftField
          key={end}
          label={words[end](item.points)}
          value={item[end] ?? ''}
          refuses={(typed) => (typed.length > 60 ? words.endTooLong : undefined)}
          onLeave={(text) => onChange(withEnd(item, end, text))}
        />
      ))}
    </>
  );
}

/** A choice in each line, taken once the field is left. */
function ChoicesField({
  texts,
  onTexts,
}: {
  readonly texts: readonly string[];
  readonly onTexts: (texts: readonly string[]) => void;
}) {
  const words = useTexts().script.questions.survey;
  const [typed, setTyped] = useState<string | null>(null);
  const choices = typed === null ? texts : choicesIn(typed);
  const isRefused = choices.length < 2 || choices.length > 12 || choices.some((one) => one.length > 300);
  const value = texts.join('\n');
  return (
    <TextArea
      label={words.choices}
      hint={words.choicesHint}
      error={isRefused ? words.choicesRefused : undefined}
      rows={Math.max(3, choices.length)}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed === null || isRefused) return;
        if (choices.join('\n') !== value) onTexts(choices);
        setTyped(null);
      }}
    />
  );
}
