import type { LessonAnalytics } from '@lockstep/contracts';
import { Link } from 'react-router';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { hashOf } from '../../replay/moment.js';
import { FormulaText } from '../../ui/formula-text.js';
import { areOfLessons, hardMoments } from './figures.js';

/** As many as one can do something about. */
const MOST = 5;

/** Questions and slides that students found hard, each with the way to its frame. */
export function HardMoments({ sessions }: Pick<LessonAnalytics, 'sessions'>) {
  const texts = useReviewTexts();
  const words = texts.figures;
  const moments = hardMoments(sessions, MOST);
  const ofLessons = areOfLessons(sessions);
  if (moments.length === 0) return <p className="soft small">{words.noneHard}</p>;
  return (
    <ol className="figures__moments">
      {moments.map(({ key, lesson, prompt, index, wrong, judged, rewinds, rewatched, sessionId, ptsMs }) => (
        <li key={key} className="figures__moment">
          <span>
            {prompt === null ? texts.timeline.slide(index ?? 0) : <FormulaText text={prompt} />}
            <span className="small soft tabular">
              {[
                ofLessons && lesson,
                wrong > 0 && words.wrong(wrong, judged),
                rewinds > 0 && words.rewinds(rewinds),
                rewatched > 0 && words.rewatched(rewatched),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <Link className="button button--small" to={`/review/${sessionId}${hashOf({ ptsMs })}`}>
            {words.show}
          </Link>
        </li>
      ))}
    </ol>
  );
}
