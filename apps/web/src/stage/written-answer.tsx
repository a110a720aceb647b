import type { AskedQuestion } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';

const longestShort = 300;
const longestOpen = 4000;

type WrittenAnswerProps = {
  readonly question: Pick<AskedQuestion, 'kind' | 'numeric'>;
  readonly lang: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A line or a paragraph. Where a number is wanted, phones show their keys for numbers. */
export function WrittenAnswer({ question, lang, value, onChange }: WrittenAnswerProps) {
  const texts = useTexts();
  const shared = {
    className: 'input',
    lang,
    value,
    'aria-label': texts.question.answer,
    autoComplete: 'off',
  };
  if (question.kind === 'short')
    return (
      <>
        <input
          {...shared}
          {...(question.numeric && { inputMode: 'decimal' })}
          maxLength={longestShort}
          onChange={(event) => onChange(event.target.value)}
        />
        {question.numeric && <Signs value={value} onChange={onChange} />}
      </>
    );
  return (
    <textarea
      {...shared}
      rows={4}
      maxLength={longestOpen}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Signs of numbers that the number keys of many phones do not have. */
function Signs({ value, onChange }: Pick<WrittenAnswerProps, 'value' | 'onChange'>) {
  const texts = useTexts().question;
  return (
    <div className="signs" role="group" aria-label={texts.signs}>
      {['−', '/', '%', '°'].map((sign) => (
        <button
          key={sign}
          type="button"
          className="button button--small signs__sign"
          onClick={() => onChange(sign === '−' ? negated(value) : `${value}${sign}`)}
        >
          {sign === '−' ? '±' : sign}
        </button>
      ))}
    </div>
  );
}

const negated = (value: string): string => (/^[-−]/.test(value) ? value.slice(1) : `−${value}`);
