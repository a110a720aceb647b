import type { Lesson } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { deleteLesson, getLesson, saveLesson } from '../../api/lessons.js';
import { useResource } from '../../api/use-resource.js';
import { useTexts } from '../../i18n/language.js';
import { AppBar } from '../../ui/app-bar.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { useDocumentTitle } from '../../ui/document-title.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { StaffGate } from '../../account/staff-gate.js';
import { type CueDraft, sortDrafts, toCueDraft, toCues } from './cue-draft.js';
import { CuesEditor } from './cues-editor.js';
import { type QuestionDraft, toDraft, toQuestion } from '../../ui/question-form.js';
import { QuestionsEditor } from './questions-editor.js';
import { SlidesEditor } from './slides-editor.js';
import '../studio.css';
import { useLeaveGuard } from '../use-leave-guard.js';

export function LessonPage() {
  const { lessonId = '' } = useParams();
  return <StaffGate>{({ token }) => <Loaded key={lessonId} lessonId={lessonId} token={token} />}</StaffGate>;
}

function Loaded({ lessonId, token }: { lessonId: string; token: string }) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => getLesson(lessonId, token, signal), [lessonId, token]);
  const { value: lesson, error, loading } = useResource(load);
  useDocumentTitle(lesson?.title ?? texts.lessons.title);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        <Link to="/author">{texts.lessons.back}</Link>
        {lesson && <Editor lesson={lesson} token={token} />}
        {!lesson && (loading || error === undefined) && <p className="soft">{texts.common.loading}</p>}
        {!lesson && !loading && error !== undefined && (
          <Notice kind="error">
            {hasStatus(error, 404) ? texts.lessons.notFound : explain(error, texts)}
          </Notice>
        )}
      </main>
    </div>
  );
}

type Draft = {
  readonly title: string;
  readonly language: string;
  readonly questions: readonly QuestionDraft[];
  readonly cues: readonly CueDraft[];
};

const draftOf = (lesson: Lesson): Draft => ({
  title: lesson.title,
  language: lesson.language,
  questions: lesson.questions.map(toDraft),
  cues: lesson.cues.map(toCueDraft),
});

function Editor({ lesson: loaded, token }: { lesson: Lesson; token: string }) {
  const texts = useTexts();
  const words = texts.lessons;
  const { lesson, setLesson, draft, change, state, cues, save, error } = useLessonDraft(loaded, token);
  return (
    <>
      <div className="save-bar">
        <h1 className="save-bar__title">{draft.title || words.untitled}</h1>
        <span className="small soft" role="status">
          {state === 'saved' ? texts.common.saved : texts.common.unsaved}
        </span>
        <Button look="primary" disabled={state !== 'changed' || !cues} onClick={() => void save()}>
          {texts.common.save}
        </Button>
      </div>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      <div className="form-pair form-pair--title">
        <TextField
          label={words.name}
          required
          maxLength={200}
          value={draft.title}
          onChange={(event) => change({ title: event.target.value })}
        />
        <TextField
          label={words.language}
          hint={words.languageHint}
          required
          maxLength={35}
          value={draft.language}
          onChange={(event) => change({ language: event.target.value })}
        />
      </div>
      <Problems problems={lesson.problems} />
      <SlidesEditor lesson={lesson} token={token} onLesson={setLesson} />
      <QuestionsEditor questions={draft.questions} onChange={(questions) => change({ questions })} />
      <CuesEditor
        cues={draft.cues}
        slides={lesson.slides}
        questions={draft.questions}
        onChange={(next) => change({ cues: next })}
      />
      <RemoveLesson lessonId={lesson.id} token={token} />
    </>
  );
}

/** What is being written, beside what is stored. */
function useLessonDraft(loaded: Lesson, token: string) {
  const [lesson, setLesson] = useState(loaded);
  const [draft, setDraft] = useState(() => draftOf(loaded));
  const [state, setState] = useState<'saved' | 'changed' | 'saving'>('saved');
  const [error, setError] = useState<unknown>();
  useLeaveGuard(state !== 'saved');
  const change = (part: Partial<Draft>) => {
    setDraft((held) => ({ ...held, ...part }));
    setState('changed');
  };
  const cues = toCues(draft.cues);
  const save = async () => {
    if (!cues) return;
    setState('saving');
    setError(undefined);
    try {
      const { title, language } = draft;
      const questions = draft.questions.map(toQuestion);
      setLesson(await saveLesson(lesson.id, token, { title, language, questions, cues }));
      setDraft((held) => ({ ...held, cues: sortDrafts(held.cues) }));
      // What was typed meanwhile is not stored yet.
      setState((held) => (held === 'saving' ? 'saved' : held));
    } catch (refusal) {
      setError(refusal);
      setState('changed');
    }
  };
  return { lesson, setLesson, draft, change, state, cues, save, error };
}

function Problems({ problems }: Pick<Lesson, 'problems'>) {
  const words = useTexts().lessons;
  if (problems.length === 0) return null;
  return (
    <Notice kind="wait" icon="alert">
      <p>{words.problems}</p>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field ? `${field}: ${message}` : message}</li>
        ))}
      </ul>
    </Notice>
  );
}

function RemoveLesson({ lessonId, token }: { lessonId: string; token: string }) {
  const texts = useTexts();
  const words = texts.lessons.remove;
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();
  const remove = async () => {
    try {
      await deleteLesson(lessonId, token);
      void navigate('/author');
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <div>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
        {words.action}
      </Button>
      {asking && (
        <Dialog title={words.title} onClose={() => setAsking(false)}>
          <p>{words.body}</p>
          {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
          <div className="row">
            <Button look="danger" onClick={() => void remove()}>
              {words.confirm}
            </Button>
            <Button look="quiet" autoFocus onClick={() => setAsking(false)}>
              {texts.common.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
