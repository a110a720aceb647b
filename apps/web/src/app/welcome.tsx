import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.js';
import { Link } from 'react-router';
import { useTexts } from '../i18n/language.js';
import { useSchoolTexts } from '../i18n/school-texts.js';
import { useDocumentTitle } from '../ui/document-title.js';

export function Welcome() {
  const texts = useTexts().home;
  const school = useSchoolTexts();
  useDocumentTitle('Lockstep');
  const { data: demo } = useQuery(queries.demo());
  return (
    <section className="welcome__words">
      <h1>{texts.title}</h1>
      <p className="welcome__lead">{texts.lead}</p>
      <p className="row">
        {demo?.student && (
          <a className="button button--primary" href={demo.student}>
            {texts.demo}
          </a>
        )}
        <Link className="button" to="/join">
          {school.code.title}
        </Link>
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
