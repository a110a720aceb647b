import type { LessonSummary } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { explain } from '../api/explain.js';
import { createLesson, listLessons } from '../api/lessons.js';
import { createScript } from '../api/scripts.js';
import { useResource } from '../api/use-resource.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

export function LessonsSection({ token }: { token: string }) {
  const { texts, tag } = useLanguage();
  const words = texts.lessons;
  const navigate = useNavigate();
  const load = useCallback((signal: AbortSignal) => listLessons(token, signal), [token]);
  const { value: lessons, error } = useResource(load);
  const [failure, setFailure] = useState<unknown>();
  const make = async (work: () => Promise<string>) => {
    setFailure(undefined);
    try {
      void navigate(await work());
    } catch (refusal) {
      setFailure(refusal);
    }
  };
  const write = async () => `/author/${(await createScript(token, texts.script.list.starter)).lessonId}`;
  const slides = async () =>
    `/lessons/${(await createLesson(token, { title: words.untitled, language: tag })).id}`;
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <div className="row">
          <Button icon="plus" onClick={() => void make(slides)}>
            {texts.script.list.slides}
          </Button>
          <Button look="primary" icon="pencil" onClick={() => void make(write)}>
            {texts.script.list.write}
          </Button>
        </div>
      </div>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {failure !== undefined && <Notice kind="error">{explain(failure, texts)}</Notice>}
      {lessons?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {lessons?.map((lesson) => (
          <LessonRow key={lesson.id} lesson={lesson} />
        ))}
      </ul>
    </>
  );
}

function LessonRow({ lesson }: { lesson: LessonSummary }) {
  const { texts, tag } = useLanguage();
  const words = texts.script.list;
  const isScript = lesson.kind === 'script';
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          <Link to={`${isScript ? '/author' : '/lessons'}/${lesson.id}`}>{lesson.title}</Link>
          <span className={isScript ? 'badge badge--good' : 'badge'}>{words.kind[lesson.kind]}</span>
        </span>
        <span className="small soft">
          {isScript ? words.version(lesson.version) : texts.lessons.slides(lesson.slideCount)} ·{' '}
          {texts.lessons.changed(formatDate(lesson.updatedAt, tag))}
        </span>
      </div>
    </li>
  );
}
