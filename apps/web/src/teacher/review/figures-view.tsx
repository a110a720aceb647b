import type { LessonAnalytics } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { formatSeconds } from '../../i18n/format.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Notice } from '../../ui/notice.js';
import { QuestionFiguresTable, SessionFiguresTable } from './figures-tables.js';
import { HardMoments } from './hard-moments.js';
import { qualityOf } from './figures.js';

/** What the sessions of a lesson come to. */
export function LessonFigures({ lessonId }: { readonly lessonId: string }) {
  const words = useReviewTexts().figures;
  const found = useQuery(queries.lessonAnalytics(lessonId));
  if (!found.data) return <NotYet problem={problemOf(found)} />;
  const { lesson, ...analysed } = found.data;
  if (analysed.sessions.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <h2>{lesson.title}</h2>
      <Figures {...analysed} />
    </>
  );
}

/** What the sessions of a class come to, over all its lessons. */
export function ClassFigures({ classId }: { readonly classId: string }) {
  const words = useReviewTexts().figures;
  const found = useQuery(queries.classAnalytics(classId));
  if (!found.data) return <NotYet problem={problemOf(found)} />;
  const { class: shown, ...analysed } = found.data;
  return (
    <>
      <div className="panel__head">
        <div>
          <h2>{shown.name}</h2>
          {shown.term !== '' && <p className="soft">{shown.term}</p>}
        </div>
        <Link className="button button--small" to={`/classes/${shown.id}`}>
          {words.toClass}
        </Link>
      </div>
      {analysed.sessions.length === 0 ? (
        <p className="empty">{words.noneOfClass}</p>
      ) : (
        <Figures {...analysed} />
      )}
    </>
  );
}

function NotYet({ problem }: { readonly problem: ReturnType<typeof problemOf> }) {
  const texts = useTexts();
  return problem ? (
    <Notice kind="error">{explain(problem, texts)}</Notice>
  ) : (
    <p className="soft">{texts.common.loading}</p>
  );
}

/** Who took part, what was right, where it was hard. */
function Figures({ sessions, more }: Pick<LessonAnalytics, 'sessions' | 'more'>) {
  const words = useReviewTexts().figures;
  return (
    <>
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
