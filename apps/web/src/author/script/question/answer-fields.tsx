import type { AskStep } from '@lockstep/contracts';
import { AcceptedFields, MistakeFields } from './accepted-fields.js';
import { ChoiceFields, TruthFields } from './choice-fields.js';
import { GapsFields, MatchFields, OrderFields } from './part-fields.js';
import { useQuestionTexts } from './question-texts.js';
import { RubricFields } from './rubric-fields.js';

export type QuestionProps = { readonly step: AskStep; readonly onChange: (next: AskStep) => void };

/** What is right in a question, by its kind. Areas of an image and items of a survey have fields of their own. */
export function AnswerFields({ step, onChange }: QuestionProps) {
  const words = useQuestionTexts();
  const fields = fieldsOf({ step, onChange });
  if (fields === null) return null;
  return (
    <section className="stack" aria-labelledby="answers-title">
      <h3 id="answers-title">{words.answers}</h3>
      {fields}
    </section>
  );
}

function fieldsOf(props: QuestionProps) {
  switch (props.step.answer) {
    case 'single':
    case 'multiple':
    case 'poll':
      return <ChoiceFields {...props} />;
    case 'truefalse':
      return <TruthFields {...props} />;
    case 'short':
    case 'number':
    case 'spoken':
      return (
        <>
          <AcceptedFields {...props} />
          <MistakeFields {...props} />
        </>
      );
    case 'open':
      return (
        <>
          <RubricFields {...props} />
          <AcceptedFields {...props} />
          <MistakeFields {...props} />
        </>
      );
    case 'order':
      return <OrderFields {...props} />;
    case 'match':
      return <MatchFields {...props} />;
    case 'gaps':
      return <GapsFields {...props} />;
    case 'hotspot':
    case 'label':
    case 'survey':
    case 'words':
    case 'opinion':
      return null;
  }
}
