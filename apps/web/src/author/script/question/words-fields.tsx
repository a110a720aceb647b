import { CheckField } from '../../../ui/field.js';
import { LeftField } from '../left-field.js';
import { Typed } from '../typed.js';
import type { QuestionProps } from './answer-fields.js';
import { withReply } from './changed-question.js';
import { linesOf } from './new-question.js';
import { useQuestionTexts } from './question-texts.js';

/** What is asked. */
export function PromptField({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  return (
    <LeftField
      label={words.asked}
      rows={2}
      maxLength={4000}
      value={step.prompt}
      refuses={(typed) => (typed === '' ? words.askedMissing : undefined)}
      onLeave={(prompt) => onChange({ ...step, prompt })}
    />
  );
}

const unjudged: readonly string[] = ['poll', 'words', 'opinion', 'survey'];
const replies = ['right', 'partly', 'wrong', 'nothing'] as const;

/** What comes with the answers: hints, tries, points, and what the teacher says. */
export function ReplyFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const isJudged = !unjudged.includes(step.answer);
  return (
    <details>
      <summary>{words.more}</summary>
      <div className="stack">
        {isJudged && <TryFields step={step} onChange={onChange} />}
        {replies
          .filter((reply) => isJudged || reply === 'nothing')
          .map((reply) => (
            <LeftField
              key={reply}
              label={words.say[reply]}
              rows={2}
              maxLength={4000}
              value={step.say[reply] ?? ''}
              onLeave={(text) => onChange(withReply(step, reply, text))}
            />
          ))}
      </div>
    </details>
  );
}

function TryFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const { points, ...rest } = step;
  return (
    <>
      <Typed
        label={words.tries}
        refused={words.triesRefused}
        value={String(step.tries)}
        read={(typed) => (/^[1-5]$/.test(typed) ? Number(typed) : undefined)}
        onValue={(tries) => onChange({ ...step, tries: tries ?? 1 })}
      />
      <LeftField
        label={words.hints}
        hint={words.hintsHint}
        rows={Math.max(2, step.hints.length)}
        maxLength={2600}
        value={step.hints.join('\n')}
        refuses={(typed) => {
          const hints = linesOf(typed);
          return hints.length <= 5 && hints.every((one) => one.length <= 500)
            ? undefined
            : words.hintsRefused;
        }}
        onLeave={(typed) => onChange({ ...step, hints: linesOf(typed) })}
      />
      <Typed
        label={words.points}
        refused={words.pointsRefused}
        value={points === undefined ? '' : String(points)}
        read={(typed) => {
          const value = /^\d{1,3}(?:\.\d{1,2})?$/.test(typed) ? Number(typed) : 0;
          return value > 0 && value <= 100 ? value : undefined;
        }}
        onValue={(value) => onChange(value === undefined ? rest : { ...step, points: value })}
      />
      <CheckField
        label={words.confidence}
        checked={step.confidence}
        onChange={(confidence) => onChange({ ...step, confidence })}
      />
    </>
  );
}
