import { LeftField } from '../left-field.js';
import { Typed } from '../typed.js';
import type { QuestionProps } from './answer-fields.js';
import { acceptedRows, withAccepted } from './changed-question.js';
import { EntryRows } from './entry-rows.js';
import { nextName } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

/** The right answers, or the model answer of an open question; what each is worth, and what is said to it. */
export function AcceptedFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const isOpen = step.answer === 'open';
  const rows = acceptedRows(step);
  const names = rows.map(({ answer }) => answer);
  const isNeeded = !isOpen && step.compare.range === undefined;
  return (
    <div className="stack" role="group" aria-label={isOpen ? words.reference : words.accepted}>
      <h4>{isOpen ? words.reference : words.accepted}</h4>
      <EntryRows
        entries={rows}
        least={isNeeded ? 1 : 0}
        most={50}
        addLabel={words.addAnswer}
        blank={() => ({ answer: nextName(names, words.answer), say: '', credit: undefined })}
        onChange={(next) => onChange(withAccepted(step, next))}
      >
        {(row, _, change) => (
          <>
            <LeftField
              label={words.answerText}
              value={row.answer}
              refuses={(typed) =>
                typed === '' || (typed !== row.answer && names.includes(typed)) ? words.different : undefined
              }
              onLeave={(answer) => change({ ...row, answer })}
            />
            <LeftField label={words.told} value={row.say} onLeave={(say) => change({ ...row, say })} />
            {!isOpen && (
              <Typed
                label={words.credit}
                hint={words.creditHint}
                refused={words.creditRefused}
                value={row.credit === undefined ? '' : String(Math.round(row.credit * 100))}
                read={(typed) => (/^[1-9]\d?$/.test(typed) ? Number(typed) / 100 : undefined)}
                onValue={(credit) => change({ ...row, credit })}
              />
            )}
          </>
        )}
      </EntryRows>
    </div>
  );
}

/** Wrong answers that are often given, and what is said to them. */
export function MistakeFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const names = step.wrong.map(({ answer }) => answer);
  return (
    <div className="stack" role="group" aria-label={words.mistakes}>
      <h4>{words.mistakes}</h4>
      <EntryRows
        entries={step.wrong}
        least={0}
        most={50}
        addLabel={words.addMistake}
        blank={() => ({ answer: nextName(names, words.mistake), because: words.newMistake })}
        onChange={(wrong) => onChange({ ...step, wrong: [...wrong] })}
      >
        {(row, _, change) => (
          <>
            <LeftField
              label={words.mistakeText}
              value={row.answer}
              refuses={(typed) =>
                typed === '' || (typed !== row.answer && names.includes(typed)) ? words.different : undefined
              }
              onLeave={(answer) => change({ ...row, answer })}
            />
            <LeftField
              label={words.mistakeTold}
              value={row.because}
              refuses={(typed) => (typed === '' ? words.missing : undefined)}
              onLeave={(because) => change({ ...row, because })}
            />
          </>
        )}
      </EntryRows>
    </div>
  );
}
