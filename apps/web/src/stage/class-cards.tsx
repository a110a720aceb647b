import type { AskedQuestion, ShownFeedback, ShownResult } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { FormulaText } from '../ui/formula-text.js';
import { Icon } from '../ui/icon.js';
import { ChoiceMedia } from './choices.js';
import './cards.css';

export function ClassFeedbackCard({ feedback, lang }: { feedback: ShownFeedback; lang: string | undefined }) {
  const texts = useTexts();
  return (
    <section className="card feedback" aria-label={texts.feedback.class}>
      <p className="eyebrow">
        <Icon name="message" /> {texts.feedback.class}
      </p>
      <p className="feedback__text" lang={lang}>
        <FormulaText text={feedback.text} />
      </p>
    </section>
  );
}

/** A bar for each choice: how much of the class chose it. */
export function ResultBars({
  result,
  choices,
  chosen = [],
  media,
  lang,
}: {
  result: Pick<ShownResult, 'counts' | 'total' | 'correct'>;
  choices: readonly AskedQuestion['choices'][number][];
  chosen?: readonly string[];
  /** What is shown or heard with the choices, by their ids; absent where it is shown already. */
  media?: AskedQuestion['choiceMedia'];
  lang: string | undefined;
}) {
  const texts = useTexts();
  return (
    <ul className="bars" lang={lang}>
      {choices.map((choice) => {
        const count = result.counts[choice.id] ?? 0;
        const share = result.total === 0 ? 0 : count / result.total;
        const right = result.correct?.includes(choice.id) ?? false;
        return (
          <li key={choice.id} className="bars__row" data-right={right}>
            <span
              className="bars__fill"
              style={{ width: `${(share * 100).toFixed(1)}%` }}
              aria-hidden="true"
            />
            <span className="bars__text">
              <FormulaText text={choice.text} />
              <ChoiceMedia media={media?.[choice.id]} lang={lang} />
              {chosen.includes(choice.id) && <span className="badge">{texts.question.yours}</span>}
              {right && (
                <span className="bars__right">
                  <Icon name="check" /> {texts.feedback.right}
                </span>
              )}
            </span>
            <span className="bars__share tabular">{texts.feedback.share(Math.round(share * 100))}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Words that several students gave: the larger, the more often. */
export function WordCloud({
  words,
  lang,
}: {
  words: NonNullable<ShownResult['words']>;
  lang: string | undefined;
}) {
  const most = Math.max(1, ...words.map(({ count }) => count));
  return (
    <ul className="cloud" lang={lang}>
      {words.map(({ text, count }) => (
        <li
          key={text}
          className="cloud__word"
          style={{ fontSize: `${(1 + (1.5 * count) / most).toFixed(2)}rem` }}
        >
          {text} <span className="cloud__count tabular">×{count}</span>
        </li>
      ))}
    </ul>
  );
}
