import type { AskedQuestion, ShownMedia } from '@lockstep/contracts';
import { QuestionMedia } from './question-media.js';
import { FormulaText } from '../ui/formula-text.js';

type ChoicesProps = {
  readonly question: AskedQuestion;
  readonly lang: string | undefined;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
};

export function Choices({ question, lang, chosen, onChoose }: ChoicesProps) {
  const mediaOf = (id: string) => question.choiceMedia?.[id];
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
              {mediaOf(choice.id)?.kind === 'picture' && (
                <ChoiceMedia media={mediaOf(choice.id)} lang={lang} />
              )}
            </span>
          </label>
          {mediaOf(choice.id)?.kind !== 'picture' && <ChoiceMedia media={mediaOf(choice.id)} lang={lang} />}
        </li>
      ))}
    </ul>
  );
}

/** What is shown or heard with a choice: a picture within what is pressed, and controls of their own beside it. */
export function ChoiceMedia({ media, lang }: { media: ShownMedia | undefined; lang: string | undefined }) {
  if (!media) return null;
  return (
    <div className={media.kind === 'picture' ? 'choice__picture' : 'choice__media'}>
      <QuestionMedia media={media} lang={lang} />
    </div>
  );
}
