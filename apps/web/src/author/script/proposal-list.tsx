import type { AskStep, QuestionProposal } from '@lockstep/contracts';
import { addToQuestion } from '@lockstep/lesson';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import type { TextEdit } from './questions-panel.js';

type ProposalListProps = {
  readonly lessonId: string;
  readonly step: AskStep;
  readonly onEdit: TextEdit;
};

/** What corrections suggest for a question; nothing is added until the author says so. */
export function ProposalList({ lessonId, step, onEdit }: ProposalListProps) {
  const texts = useTexts();
  const words = texts.script.questions;
  const asked = useQuery({ ...queries.proposals(lessonId), refetchOnMount: 'always' });
  const problem = problemOf(asked);
  const found = asked.data?.find(({ questionId }) => questionId === step.id);
  const known = new Set([
    ...step.accept,
    ...step.rubric.flatMap(({ any }) => any),
    ...step.wrong.map(({ answer }) => answer),
  ]);
  const phrases = found?.phrases.filter((phrase) => !known.has(phrase)) ?? [];
  const mistakes = found?.mistakes.filter(({ answer }) => !known.has(answer)) ?? [];
  return (
    <section className="stack" aria-labelledby="proposals-title">
      <h3 id="proposals-title">{words.proposals}</h3>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {!problem && phrases.length + mistakes.length === 0 && (
        <p className="small soft">{words.noProposals}</p>
      )}
      {found && phrases.length > 0 && (
        <>
          <p className="small">{words.phrases(found.corrections)}</p>
          <Phrases phrases={phrases} step={step} onEdit={onEdit} />
        </>
      )}
      {mistakes.length > 0 && (
        <>
          <p className="small">{words.mistakes}</p>
          <ul className="proposals">
            {mistakes.map((mistake) => (
              <Mistake key={mistake.answer} mistake={mistake} step={step} onEdit={onEdit} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type PhrasesProps = Pick<ProposalListProps, 'step' | 'onEdit'> & { readonly phrases: readonly string[] };

function Phrases({ phrases, step, onEdit }: PhrasesProps) {
  const words = useTexts().script.questions;
  const [point, setPoint] = useState('0');
  const add = (text: string) =>
    onEdit((lesson) => addToQuestion(lesson, step.id, { kind: 'phrase', text, point: Number(point) }));
  return (
    <>
      {step.rubric.length > 1 && (
        <SelectField
          small
          label={words.point}
          value={point}
          options={step.rubric.map((one, i) => ({ value: String(i), label: one.point }))}
          onChange={setPoint}
        />
      )}
      <ul className="proposals">
        {phrases.map((phrase) => (
          <li key={phrase} className="proposals__row">
            <span className="grow">{phrase}</span>
            <Button small icon="plus" aria-label={words.addNamed(phrase)} onClick={() => add(phrase)}>
              {words.add}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

type MistakeProps = Pick<ProposalListProps, 'step' | 'onEdit'> & {
  readonly mistake: QuestionProposal['mistakes'][number];
};

/** A mistake needs an explanation: the teacher's own, or one that the author writes. */
function Mistake({ mistake: { answer, because }, step, onEdit }: MistakeProps) {
  const words = useTexts().script.questions;
  const [told, setTold] = useState(because ?? '');
  const add = () =>
    onEdit((lesson) =>
      addToQuestion(lesson, step.id, { kind: 'mistake', text: answer, because: told.trim() }),
    );
  return (
    <li className="proposals__row">
      <div className="grow">
        <TextField
          small
          label={words.because(answer)}
          value={told}
          maxLength={300}
          onChange={(event) => setTold(event.target.value)}
        />
      </div>
      <Button
        small
        icon="plus"
        aria-label={words.addNamed(answer)}
        disabled={told.trim() === ''}
        onClick={add}
      >
        {words.add}
      </Button>
    </li>
  );
}
