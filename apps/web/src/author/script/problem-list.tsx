import type { ScriptProblem } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Icon } from '../../ui/icon.js';
import { type ProblemWords, useProblemWords } from './problem-words.js';

type ProblemListProps<T extends ScriptProblem> = {
  readonly problems: readonly T[];
  readonly onGoTo: (line: number, column: number) => void;
  readonly more?: (problem: T) => ReactNode;
};

const icons = { error: 'cross', warning: 'alert', advice: 'message' } as const;

/** What is wrong, where, and what to do; each leads to its place in the text. */
export function ProblemList<T extends ScriptProblem>({ problems, onGoTo, more }: ProblemListProps<T>) {
  const words = useTexts().script.problems;
  const wordsOf = useProblemWords();
  return (
    <ul className="problems">
      {problems.map((problem, i) => (
        <li key={i} className="problems__row" data-severity={problem.severity}>
          <span className="problems__icon" role="img" aria-label={words.severity[problem.severity]}>
            <Icon name={icons[problem.severity]} />
          </span>
          <div className="grow">
            <Words of={wordsOf(problem)} />
            {more?.(problem)}
          </div>
          {problem.line !== null && (
            <button
              type="button"
              className="link tabular"
              onClick={() => onGoTo(problem.line ?? 1, problem.column ?? 1)}
            >
              {words.at(problem.line, problem.column ?? 1)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ of: [message, remedy] }: { of: ReturnType<ProblemWords> }) {
  return (
    <>
      <p>{message}</p>
      {remedy !== '' && <p className="small soft">{remedy}</p>}
    </>
  );
}
