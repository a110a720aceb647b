import type { HomeSession, StudentHome as Home } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { problemOf } from '../../api/query-client.js';
import { homeQuery } from '../../api/student-home.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { Icon } from '../../ui/icon.js';
import { Notice } from '../../ui/notice.js';
import { formatDate } from '../../i18n/format.js';
import { GuestSeats } from './guest-seats.js';
import { JoinByCode } from './join-by-code.js';
import './student-home.css';

/** How often a home looks whether a class has begun, ms. */
const lookEveryMs = 10_000;

/** What a student with an account finds: live, coming, to take alone, to review. */
export function StudentHome({ name }: { readonly name: string }) {
  const texts = useTexts();
  const words = useSchoolTexts().home;
  const home = useQuery({ ...homeQuery(), refetchInterval: lookEveryMs });
  useDocumentTitle(words.title);
  const problem = problemOf(home);
  return (
    <main id="content" className="page stack home">
      <h1>{words.hello(name)}</h1>
      {problem && (
        <Notice kind="error">
          {explain(problem, texts)}{' '}
          <Button small onClick={() => void home.refetch()}>
            {texts.common.retry}
          </Button>
        </Notice>
      )}
      {!home.data && !problem && <p className="soft">{texts.common.loading}</p>}
      {home.data && <Sections home={home.data} />}
      <GuestSeats />
      <JoinByCode />
    </main>
  );
}

function Sections({ home }: { home: Home }) {
  const words = useSchoolTexts().home;
  const isEmpty = [home.live, home.coming, home.selfPaced, home.review].every(({ length }) => length === 0);
  if (isEmpty) return <p className="empty">{words.nothing}</p>;
  return (
    <>
      <SessionList title={words.live} sessions={home.live} none={words.nothingLive} />
      <SessionList title={words.coming} sessions={home.coming} />
      {home.selfPaced.length > 0 && (
        <section className="stack" aria-labelledby="home-alone">
          <h2 id="home-alone">{words.selfPaced}</h2>
          <ul className="rows">
            {home.selfPaced.map(({ lessonId, title, class: className }) => (
              <li key={lessonId} className="rows__row">
                <div className="rows__what">
                  <span className="rows__title">{title}</span>
                  <span className="small soft">{className}</span>
                </div>
                <Link className="button" to={`/learn/${lessonId}`} state={{ enter: true }}>
                  {words.begin}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SessionList title={words.review} sessions={home.review} />
    </>
  );
}

type ListProps = {
  readonly title: string;
  readonly sessions: readonly HomeSession[];
  readonly none?: string;
};

function SessionList({ title, sessions, none }: ListProps) {
  if (sessions.length === 0 && none === undefined) return null;
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      {sessions.length === 0 && <p className="soft">{none}</p>}
      <ul className="rows">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

function SessionRow({ session }: { session: HomeSession }) {
  const words = useSchoolTexts().home;
  const { tag } = useLanguage();
  const { id, title, status, recorded, selfPaced, endedAt, result } = session;
  const told = [
    session.class?.name,
    selfPaced && words.alone,
    recorded && words.recorded,
    endedAt !== null && words.ended(formatDate(endedAt, tag)),
  ].filter((one) => typeof one === 'string');
  const action = { live: words.enter, scheduled: words.wait, ended: words.look }[status];
  const isOpen = status !== 'ended' || result !== null;
  return (
    <li className={status === 'live' ? 'rows__row home__live' : 'rows__row'}>
      <div className="rows__what">
        <span className="rows__title">{title}</span>
        <span className="small soft">{told.join(' · ')}</span>
        {status === 'ended' && <Result session={session} />}
      </div>
      {isOpen && (
        <Link
          className={status === 'live' ? 'button button--primary' : 'button'}
          to={`/s/${id}`}
          state={{ enter: true }}
        >
          {status === 'live' && <Icon name="play" />}
          {action}
        </Link>
      )}
    </li>
  );
}

function Result({ session: { result } }: { session: HomeSession }) {
  const words = useSchoolTexts().home;
  if (result === null) return <span className="small soft">{words.missed}</span>;
  const { answers, right, open } = result;
  if (answers === 0) return <span className="small soft">{words.noAnswer}</span>;
  const wrong = answers - right - open;
  return (
    <span className="home__result small">
      <meter min={0} max={answers} value={right} aria-label={words.result(right, answers)} />
      <span className="tabular">{words.result(right, answers)}</span>
      {wrong > 0 && <span className="badge badge--wait">{words.toPractise(wrong)}</span>}
      {open > 0 && <span className="badge">{words.unjudged(open)}</span>}
    </span>
  );
}
