import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import { useTexts } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';
import './score.css';

/** What this student has earned, at the end of a class whose questions are worth points. */
export function ScoreSummary({ sessionId, studentId }: { sessionId: string; studentId: string }) {
  const texts = useTexts().student.score;
  const { data: score } = useQuery(queries.score(sessionId, studentId));
  if (!score || score.of === 0) return null;
  return (
    <section className="score" aria-label={texts.title}>
      <h2 className="score__sum tabular">{texts.sum(score.earned, score.of)}</h2>
      <ol className="score__list">
        {score.questions.map(({ questionId, prompt, points, earned, isAnswered }) => (
          <li key={questionId} className="score__row">
            <span className="grow">{prompt}</span>
            <span className="tabular">
              {earned === null ? (isAnswered ? texts.notYet : texts.none(points)) : texts.of(earned, points)}
            </span>
            {earned === points && <Icon name="check" />}
          </li>
        ))}
      </ol>
    </section>
  );
}
