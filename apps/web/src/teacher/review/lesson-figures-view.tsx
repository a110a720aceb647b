import type { LessonAnalytics } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Notice } from '../../ui/notice.js';
import { QuestionFiguresTable, SessionFiguresTable } from './figures-tables.js';
import { HardMoments } from './hard-moments.js';
import { qualityOf } from './lesson-figures.js';

/** What the sessions of a lesson come to: who took part, what was right, where it was hard. */
export function LessonFigures({ lessonId }: { readonly lessonId: string }) {
  const { texts } = useLanguage();
  const words = useReviewTexts().figures;
  const found = useQuery(queries.analytics(lessonId));
  const problem = problemOf(found);
  if (problem) return <Notice kind="error">{explain(problem, texts)}</Notice>;
  if (!found.data) return <p className="soft">{texts.common.loading}</p>;
  const { lesson, sessions, more } = found.data;
  if (sessions.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <h2>{lesson.title}</h2>
      {more && <p className="small soft">{words.newest(sessions.length)}</p>}
      <section className="panel stack" aria-labelledby="hard">
        <h3 id="hard">{words.hard}</h3>
        <HardMoments sessions={sessions} />
      </section>
      <section className="panel stack" aria-labelledby="asked">
        <h3 id="asked">{words.questions}</h3>
        <QuestionFiguresTable sessions={sessions} />
      </section>
      <section className="panel stack" aria-labelledby="sessions">
        <h3 id="sessions">{words.sessions}</h3>
        <SessionFiguresTable sessions={sessions} />
      </section>
      <section className="panel stack" aria-labelledby="quality">
        <h3 id="quality">{words.quality}</h3>
        <Quality sessions={sessions} />
      </section>
    </>
  );
}

/** How brains judged, and how the stream ran, in sentences. */
function Quality({ sessions }: Pick<LessonAnalytics, 'sessions'>) {
  const { tag } = useLanguage();
  const words = useReviewTexts().figures;
  const { byBrain, corrected, notReviewed, losses, delayMs, cues, latestCueMs } = qualityOf(sessions);
  return (
    <ul className="figures__facts">
      <li>{byBrain === 0 ? words.noBrain : words.judge(byBrain, corrected)}</li>
      <li>{words.open(notReviewed)}</li>
      <li>{words.losses(losses)}</li>
      {delayMs !== null && <li>{words.delay(formatSeconds(delayMs, tag))}</li>}
      {latestCueMs !== null && <li>{words.cues(cues, Math.max(0, Math.round(latestCueMs)))}</li>}
    </ul>
  );
}
