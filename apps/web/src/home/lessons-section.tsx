import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { explain } from '../api/explain.js';
import { createLesson, listLessons } from '../api/lessons.js';
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
  const make = async () => {
    setFailure(undefined);
    try {
      const lesson = await createLesson(token, { title: words.untitled, language: tag });
      void navigate(`/lessons/${lesson.id}`);
    } catch (refusal) {
      setFailure(refusal);
    }
  };
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <Button look="primary" icon="plus" onClick={() => void make()}>
          {words.create}
        </Button>
      </div>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {failure !== undefined && <Notice kind="error">{explain(failure, texts)}</Notice>}
      {lessons?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {lessons?.map((lesson) => (
          <li key={lesson.id} className="rows__row">
            <div className="rows__what">
              <span className="rows__title">
                <Link to={`/lessons/${lesson.id}`}>{lesson.title}</Link>
              </span>
              <span className="small soft">
                {words.slides(lesson.slideCount)} · {words.changed(formatDate(lesson.updatedAt, tag))}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
