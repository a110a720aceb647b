import type { AskedQuestion } from '@lockstep/contracts';
import { FormulaText } from '../ui/formula-text.js';

type ChoicesProps = {
  readonly question: AskedQuestion;
  readonly lang: string | undefined;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
};

export function Choices({ question, lang, chosen, onChoose }: ChoicesProps) {
  const single = question.kind === 'single';
  const toggle = (id: string) => {
    if (single) return onChoose([id]);
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <ul className="choices" lang={lang}>
      {question.choices.map((choice) => (
        <li key={choice.id}>
          <label className="choice">
            <input
              type={single ? 'radio' : 'checkbox'}
              name={`question-${question.openedSeq}`}
              value={choice.id}
              checked={chosen.includes(choice.id)}
              onChange={() => toggle(choice.id)}
            />
            <span className="choice__text">
              <FormulaText text={choice.text} />
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
