import type { LessonSummary } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { explain } from '../api/explain.js';
import { createLesson } from '../api/lessons.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { createScript } from '../api/scripts.js';
import { formatDate } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useSharingTexts } from '../i18n/sharing-texts.js';
import { Button } from '../ui/button.js';
import { KeepingDialog } from './keeping-dialog.js';
import { Notice } from '../ui/notice.js';
import { CopyLesson } from './sharing/copy-button.js';
import { ShareDialog } from './sharing/share-dialog.js';
import { SelfPacedDialog } from './self-paced-dialog.js';
import { useExchangeTexts } from './exchange/exchange-texts.js';
import { ImportDialog } from './exchange/import-dialog.js';

export function LessonsSection() {
  const { texts, tag } = useLanguage();
  const words = texts.lessons;
  const exchange = useExchangeTexts();
  const navigate = useNavigate();
  const [importing, setImporting] = useState(false);
  const lessons = useQuery(queries.lessons());
  const problem = problemOf(lessons);
  const make = useMutation({
    mutationFn: (work: () => Promise<string>) => work(),
    onSuccess: (address) => navigate(address),
  });
  const write = async () => `/author/${(await createScript(texts.script.list.starter)).lessonId}`;
  const slides = async () => `/lessons/${(await createLesson({ title: words.untitled, language: tag })).id}`;
  return (
    <>
      <div className="panel__head">
        <h1>{words.title}</h1>
        <div className="row">
          <Button icon="upload" onClick={() => setImporting(true)}>
            {exchange.action}
          </Button>
          <Button icon="plus" onClick={() => make.mutate(slides)}>
            {texts.script.list.slides}
          </Button>
          <Button look="primary" icon="pencil" onClick={() => make.mutate(write)}>
            {texts.script.list.write}
          </Button>
        </div>
      </div>
      {importing && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onMade={(lessonId) => void navigate(`/author/${lessonId}`)}
        />
      )}
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {make.error && <Notice kind="error">{explain(make.error, texts)}</Notice>}
      {lessons.data?.length === 0 && <p className="empty">{words.none}</p>}
      <ul className="rows">
        {lessons.data?.map((lesson) => (
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
  const [keeping, setKeeping] = useState(false);
  const sharing = useSharingTexts();
  const { level, owner } = lesson;
  const mayChange = level !== 'view' && level !== 'copy';
  const [isSharing, setSharing] = useState(false);
  const [isPacing, setPacing] = useState(false);
  return (
    <li className="rows__row">
      <div className="rows__what">
        <span className="rows__title">
          <Link to={`${isScript ? '/author' : '/lessons'}/${lesson.id}`}>{lesson.title}</Link>
          <span className={isScript ? 'badge badge--good' : 'badge'}>{words.kind[lesson.kind]}</span>
          {(level === 'view' || level === 'copy') && <span className="badge">{sharing.badges[level]}</span>}
        </span>
        <span className="small soft">
          {isScript ? words.version(lesson.version) : texts.lessons.slides(lesson.slideCount)} ·{' '}
          {texts.lessons.changed(formatDate(lesson.updatedAt, tag))}
          {level !== 'own' && owner?.name && ` · ${sharing.sharedBy(owner.name)}`}
        </span>
      </div>
      <div className="row">
        {level === 'own' && (
          <Button small onClick={() => setSharing(true)}>
            {sharing.action}
          </Button>
        )}
        {level !== 'view' && <CopyLesson lessonId={lesson.id} title={lesson.title} />}
        {isScript && mayChange && (
          <Button small onClick={() => setPacing(true)}>
            {texts.selfPaced.action}
          </Button>
        )}
        {mayChange && (
          <Button small onClick={() => setKeeping(true)}>
            {texts.keeping.action}
          </Button>
        )}
      </div>
      {isSharing && <ShareDialog lesson={lesson} onClose={() => setSharing(false)} />}
      {isPacing && <SelfPacedDialog lesson={lesson} onClose={() => setPacing(false)} />}
      {keeping && <KeepingDialog lesson={lesson} onClose={() => setKeeping(false)} />}
    </li>
  );
}
