import type { Class } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { StaffGate } from '../../account/staff-gate.js';
import { keepAnswer } from '../../api/keep-answer.js';
import { changeClass, classQueries, offerLesson } from '../../api/classes.js';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { CheckField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { ClassKeeping } from './class-keeping.js';
import { ClassRoster } from './class-roster.js';
import { ClassTeachers } from './class-teachers.js';

/** One class: its roster, its teachers, and what its students may take alone. */
export function ClassPage() {
  const { classId = '' } = useParams();
  return (
    <StaffGate>
      <Loaded key={classId} id={classId} />
    </StaffGate>
  );
}

function Loaded({ id }: { id: string }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const one = useQuery(classQueries.one(id));
  useDocumentTitle(one.data?.name ?? words.title);
  const problem = problemOf(one);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        <Link to="/classes">{words.title}</Link>
        {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
        {!one.data && !problem && <p className="soft">{texts.common.loading}</p>}
        {one.data && <Shown shown={one.data} />}
      </main>
    </div>
  );
}

function Shown({ shown }: { shown: Class }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const cache = useQueryClient();
  const { id, name, term, archived } = shown;
  const change = useMutation({
    mutationFn: () => changeClass(id, { archived: !archived }),
    onSuccess: (changed) => {
      void keepAnswer(cache, classQueries.one(id).queryKey, changed);
      return cache.invalidateQueries({ queryKey: ['classes'] });
    },
  });
  return (
    <>
      <div className="panel__head">
        <div>
          <h1>
            {name} {archived && <span className="badge">{words.archived}</span>}
          </h1>
          {term !== '' && <p className="soft">{term}</p>}
        </div>
        <span className="row">
          <Link className="button" to={`/review/classes/${id}`}>
            {words.figures}
          </Link>
          <Button look="quiet" disabled={change.isPending} onClick={() => change.mutate()}>
            {archived ? words.restore : words.archive}
          </Button>
        </span>
      </div>
      {change.error && <Notice kind="error">{explain(change.error, texts)}</Notice>}
      <ClassRoster id={id} />
      <ClassTeachers shown={shown} />
      <ClassLessons shown={shown} />
      <ClassKeeping id={id} />
    </>
  );
}

function ClassLessons({ shown: { id, lessonIds } }: { shown: Class }) {
  const texts = useTexts();
  const words = useSchoolTexts().classes;
  const cache = useQueryClient();
  const { data: lessons = [] } = useQuery(queries.lessons());
  const offer = useMutation({
    mutationFn: ({ lessonId, isOffered }: { lessonId: string; isOffered: boolean }) =>
      offerLesson(id, lessonId, isOffered),
    onSuccess: (changed) => keepAnswer(cache, classQueries.one(id).queryKey, changed),
  });
  const published = lessons.filter(({ kind, version }) => kind === 'script' && version !== null);
  return (
    <section className="card stack" aria-label={words.lessons}>
      <h2>{words.lessons}</h2>
      <p className="field__hint">{words.lessonsHint}</p>
      {published.length === 0 && <p className="soft">{words.noLessons}</p>}
      {published.map(({ id: lessonId, title }) => (
        <CheckField
          key={lessonId}
          label={title}
          checked={lessonIds.includes(lessonId)}
          onChange={(isOffered) => offer.mutate({ lessonId, isOffered })}
        />
      ))}
      {offer.error && <Notice kind="error">{explain(offer.error, texts)}</Notice>}
    </section>
  );
}
