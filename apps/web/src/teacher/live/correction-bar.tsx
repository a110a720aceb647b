import type { Answer, CorrectedVerdict } from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button, IconButton } from '../../ui/button.js';
import { TextArea } from '../../ui/field.js';
import { Icon } from '../../ui/icon.js';
import type { Corrections } from './use-corrections.js';

export const correctedVerdicts = ['right', 'partly', 'wrong'] as const satisfies readonly CorrectedVerdict[];
const icons = { right: 'check', partly: 'half', wrong: 'cross' } as const;

/** The one value that all have; undefined where they differ or there are none. */
function shared<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

type CorrectionBarProps = {
  /** Corrected together. */
  readonly answers: readonly Answer[];
  /** How many answers of the class one correction holds. */
  readonly together: (correctionId: string) => number;
  readonly corrections: Corrections;
  /** Whose answer it is, or how many, for readers of the screen. */
  readonly of: string;
};

/** One click says right, partly or wrong, with or without a text; another takes it back. */
export function CorrectionBar({ answers, together, corrections, of }: CorrectionBarProps) {
  const words = useTexts().teacher.corrections;
  const [comment, setComment] = useState<string | null>(null);
  const standing = shared(answers.map(({ verdict }) => verdict));
  const correction = answers.find((answer) => answer.correction !== null)?.correction ?? null;
  const isShared = shared(answers.map((answer) => answer.correction?.correctionId)) !== undefined;
  const say = async (verdict: CorrectedVerdict) => {
    if (await corrections.correct(answers, verdict, comment ?? '')) setComment(null);
  };
  const undo = (id: string) => void corrections.undo(id);
  return (
    <div className="correction">
      {comment !== null && (
        <TextArea
          label={words.text}
          hint={words.textHint}
          value={comment}
          maxLength={1000}
          rows={2}
          autoFocus
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      <div className="correction__row" role="group" aria-label={words.judge(of)}>
        {correctedVerdicts.map((verdict) => (
          <button
            key={verdict}
            type="button"
            className="correction__verdict"
            data-verdict={verdict}
            data-choice={verdict}
            aria-pressed={standing === verdict}
            disabled={corrections.busy}
            onClick={() => void say(verdict)}
          >
            <Icon name={icons[verdict]} /> {words.verdict[verdict]}
          </button>
        ))}
        <IconButton
          small
          icon="pencil"
          label={comment === null ? words.withText : words.withoutText}
          aria-expanded={comment !== null}
          data-choice="text"
          onClick={() => setComment(comment === null ? '' : null)}
        />
      </div>
      {correction && (
        <Author
          correction={correction}
          undo={isShared ? undo : null}
          count={together(correction.correctionId)}
          busy={corrections.busy}
        />
      )}
    </div>
  );
}

type AuthorProps = {
  readonly correction: NonNullable<Answer['correction']>;
  /** null: the answers were corrected at different times. */
  readonly undo: ((correctionId: string) => void) | null;
  /** How many answers it would take back. */
  readonly count: number;
  readonly busy: boolean;
};

/** Who corrected it, with which words, and the way back. */
function Author({ correction, undo, count, busy }: AuthorProps) {
  const words = useTexts().teacher.corrections;
  const { by, comment, correctionId } = correction;
  return (
    <div className="correction__by small">
      <span>
        {words.by(by.name)}
        {comment !== null && <> · “{comment}”</>}
      </span>
      {undo && (
        <Button small look="quiet" data-choice="undo" disabled={busy} onClick={() => undo(correctionId)}>
          {words.undo(count)}
        </Button>
      )}
    </div>
  );
}
