import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../ui/document-title.js';

/** The demo session that a server makes at its first start. */
const demoSession = '/s/demo';

export function Welcome() {
  const texts = useTexts().home;
  useDocumentTitle('Lockstep');
  return (
    <section className="welcome__words">
      <h1>{texts.title}</h1>
      <p className="welcome__lead">{texts.lead}</p>
      <ul className="welcome__points">
        {texts.points.map((point) => (
          <li key={point.title}>
            <h2>{point.title}</h2>
            <p className="soft">{point.body}</p>
          </li>
        ))}
      </ul>
      <p className="row">
        <a className="button" href={demoSession}>
          {texts.demo}
        </a>
        <a className="button button--quiet" href="/api/docs">
          {texts.docs}
        </a>
      </p>
    </section>
  );
}
