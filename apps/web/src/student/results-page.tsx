import type { OwnResults } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { explain } from '../api/explain.js';
import { hasStatus } from '../api/http.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { rememberedSeat } from '../api/seats.js';
import { formatDate } from '../i18n/format.js';
import { useAskingTexts } from '../i18n/asking-texts.js';
import { useResultsTexts } from '../i18n/results-texts.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { replayPath } from '../replay/moment.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import { useDocumentTitle } from '../ui/document-title.js';
import { Notice } from '../ui/notice.js';
import './asking/asking.css';
import { ReplyWords } from './asking/own-inquiry.js';
import { OwnQuestion } from './own-question.js';
import './results.css';

/** What this student did in a class that is over, and what to practise again. */
export function ResultsPage() {
  const { sessionId = '' } = useParams();
  const words = useResultsTexts();
  const [seat] = useState(() => rememberedSeat(sessionId, Date.now()));
  useDocumentTitle(words.title);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        {seat ? (
          <Loaded sessionId={sessionId} studentId={seat.studentId} name={seat.name} />
        ) : (
          <Notice kind="wait">{words.noSeat}</Notice>
        )}
      </main>
    </div>
  );
}

type LoadedProps = { readonly sessionId: string; readonly studentId: string; readonly name: string };

function Loaded({ sessionId, studentId, name }: LoadedProps) {
  const texts = useTexts();
  const words = useResultsTexts();
  const results = useQuery(queries.ownResults(sessionId, studentId));
  const problem = problemOf(results);
  if (results.data) return <Results results={results.data} name={name} seed={`${sessionId} ${studentId}`} />;
  if (hasStatus(problem, 409))
    return (
      <Notice kind="wait">
        {words.notOver} <Link to={`/s/${sessionId}`}>{words.toClass}</Link>
      </Notice>
    );
  if (!problem) return <p className="soft">{texts.common.loading}</p>;
  return (
    <div className="stack">
      <Notice kind="error">{hasStatus(problem, 401) ? words.noSeat : explain(problem, texts)}</Notice>
      <Button onClick={() => void results.refetch()}>{texts.common.retry}</Button>
    </div>
  );
}

function Results({ results, name, seed }: { results: OwnResults; name: string; seed: string }) {
  const { texts, tag } = useLanguage();
  const words = useResultsTexts();
  const { session, score, questions, recording } = results;
  const toPractise = questions.filter(({ isToPractise }) => isToPractise).length;
  return (
    <>
      <header className="stack">
        <p className="eyebrow">
          {[session.endedAt && formatDate(session.endedAt, tag), texts.student.you(name)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <h1>{session.title}</h1>
        <p className="row results__sum">
          {score.of > 0 && (
            <strong className="tabular">{texts.student.score.sum(score.earned, score.of)}</strong>
          )}
          <span className="soft">{words.toPractise(toPractise)}</span>
          {recording !== null && (
            <a className="button button--small" href={replayPath(recording, session.id)}>
              {words.watch}
            </a>
          )}
        </p>
      </header>
      <Comments results={results} />
      <Asked results={results} />
      {questions.length === 0 && <p className="empty">{words.none}</p>}
      <ol className="stack results__questions">
        {questions.map((own) => (
          <li key={own.question.openedSeq}>
            <OwnQuestion own={own} results={results} seed={seed} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** What they asked the teacher, and what they were told. */
function Asked({ results: { session, inquiries, recording } }: { results: OwnResults }) {
  const words = useAskingTexts();
  if (inquiries.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="own-inquiries">
      <h2 id="own-inquiries">{words.youAsked}</h2>
      <ul className="stack asking__list">
        {inquiries.map(({ id, text, replies }) => (
          <li key={id} className="asking__one">
            <p className="asking__question">{text}</p>
            {replies.slice(-1).map((reply) => (
              <ReplyWords key={reply.at} reply={reply} lang={session.language}>
                {({ ptsMs }) =>
                  recording !== null &&
                  ptsMs !== null && (
                    <a className="link small" href={replayPath(recording, session.id, { ptsMs })}>
                      {words.inRecording}
                    </a>
                  )
                }
              </ReplyWords>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What teachers wrote about moments, for the class. */
function Comments({ results: { session, comments, recording } }: { results: OwnResults }) {
  const words = useResultsTexts();
  if (comments.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="own-comments">
      <h2 id="own-comments">{words.comments}</h2>
      <ul className="stack">
        {comments.map(({ id, ptsMs, text, by }) => (
          <li key={id}>
            <p>{text}</p>
            <p className="small soft">
              {by}
              {recording !== null && (
                <>
                  {' · '}
                  <a className="link" href={replayPath(recording, session.id, { ptsMs })}>
                    {words.moment}
                  </a>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
