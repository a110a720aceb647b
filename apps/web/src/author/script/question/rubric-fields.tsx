import type { AskStep } from '@lockstep/contracts';
import { CheckField } from '../../../ui/field.js';
import { LeftField } from '../left-field.js';
import type { QuestionProps } from './answer-fields.js';
import { EntryRows } from './entry-rows.js';
import { linesOf, nextName } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

/** The points that a good answer makes, and the words that show each. */
export function RubricFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const names = step.rubric.map(({ point }) => point);
  return (
    <div className="stack" role="group" aria-label={words.rubric}>
      <h4>{words.rubric}</h4>
      <EntryRows
        entries={step.rubric}
        least={0}
        most={20}
        addLabel={words.addPoint}
        blank={() => ({ point: nextName(names, words.point), any: [], required: true })}
        onChange={(rubric) => onChange(withRubric(step, rubric))}
      >
        {(row, _, change) => (
          <>
            <LeftField
              label={words.pointText}
              value={row.point}
              refuses={(typed) => (typed === '' ? words.missing : undefined)}
              onLeave={(point) => change({ ...row, point })}
            />
            <LeftField
              label={words.phrases}
              hint={words.phrasesHint}
              rows={Math.max(2, row.any.length)}
              maxLength={4000}
              value={row.any.join('\n')}
              refuses={(typed) => {
                const phrases = linesOf(typed);
                const isFine = phrases.length <= 30 && phrases.every((one) => one.length <= 120);
                return isFine ? undefined : words.phrasesRefused;
              }}
              onLeave={(typed) => change({ ...row, any: linesOf(typed) })}
            />
            <CheckField
              label={words.required}
              checked={row.required}
              onChange={(required) => change({ ...row, required })}
            />
          </>
        )}
      </EntryRows>
    </div>
  );
}

/** How many points are wanted holds only of points that are all optional, and of no more than there are. */
function withRubric(step: AskStep, rubric: readonly AskStep['rubric'][number][]): AskStep {
  const { pointsWanted, ...rest } = step;
  const isKept =
    pointsWanted !== undefined && rubric.length >= pointsWanted && !rubric.some((one) => one.required);
  return { ...rest, rubric: [...rubric], ...(isKept && { pointsWanted }) };
}
