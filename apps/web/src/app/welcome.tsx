import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../ui/document-title.js';

/** What a server shows from its first start on: a film at once, the virtual teacher when her first lesson is made. */
const film = 'demo';
const taught = 'class';

export function Welcome() {
  const texts = useTexts().home;
  useDocumentTitle('Lockstep');
  const { data: lobby } = useQuery(queries.lobby(taught));
  const demo = lobby !== undefined && lobby.status !== 'ended' ? taught : film;
  return (
    <section className="welcome__words">
      <h1>{texts.title}</h1>
      <p className="welcome__lead">{texts.lead}</p>
      <p className="row">
        <a className="button button--primary" href={`/s/${demo}`}>
          {texts.demo}
        </a>
        <a className="button button--quiet" href="/api/docs">
          {texts.docs}
        </a>
      </p>
      <div className="welcome__picture" aria-hidden="true">
        <img src="/welcome/slide.webp" alt="" width={1120} height={630} />
        <img src="/welcome/teacher.webp" alt="" width={640} height={360} />
      </div>
      <ul className="welcome__points">
        {texts.points.map((point) => (
          <li key={point.title}>
            <h2>{point.title}</h2>
            <p className="soft">{point.body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
