import type { Cue, Lesson } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { explain } from '../../api/explain.js';
import { hasStatus } from '../../api/http.js';
import { deleteLesson, saveLesson } from '../../api/lessons.js';
import { sharingOf } from '../../api/lesson-sharing.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
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
import { type QuestionDraft, toDraft, toQuestion } from '../../ui/question-draft.js';
import { QuestionsEditor } from './questions-editor.js';
import { SlidesEditor } from './slides-editor.js';
import '../studio.css';
import { isReadOnly, SharedNotice } from '../sharing/read-only.js';
import { useLeaveGuard } from '../use-leave-guard.js';

export function LessonPage() {
  const { lessonId = '' } = useParams();
  return (
    <StaffGate>
      <Loaded key={lessonId} lessonId={lessonId} />
    </StaffGate>
  );
}

function Loaded({ lessonId }: { lessonId: string }) {
  const texts = useTexts();
  const asked = useQuery(queries.lesson(lessonId));
  const { data: lesson } = asked;
  const problem = problemOf(asked);
  const sharing = useQuery(sharingOf(lessonId));
  const shared = isReadOnly(sharing.data) ? sharing.data : undefined;
  useDocumentTitle(lesson?.title ?? texts.lessons.title);
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="page stack">
        <Link to="/author">{texts.lessons.back}</Link>
        {lesson && shared && <SharedNotice sharing={shared} lessonId={lessonId} title={lesson.title} />}
        {lesson && <Editor lesson={lesson} />}
        {!lesson && !problem && <p className="soft">{texts.common.loading}</p>}
        {!lesson && problem && (
          <Notice kind="error">
            {hasStatus(problem, 404) ? texts.lessons.notFound : explain(problem, texts)}
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

function Editor({ lesson: loaded }: { lesson: Lesson }) {
  const texts = useTexts();
  const words = texts.lessons;
  const { lesson, setLesson, draft, change, isChanged, canSave, save, error } = useLessonDraft(loaded);
  return (
    <>
      <div className="save-bar">
        <h1 className="save-bar__title">{draft.title || words.untitled}</h1>
        <span className="small soft" role="status">
          {isChanged ? texts.common.unsaved : texts.common.saved}
        </span>
        <Button look="primary" disabled={!canSave} onClick={save}>
          {texts.common.save}
        </Button>
      </div>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
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
      <SlidesEditor lesson={lesson} onLesson={setLesson} />
      <QuestionsEditor questions={draft.questions} onChange={(questions) => change({ questions })} />
      <CuesEditor
        cues={draft.cues}
        slides={lesson.slides}
        questions={draft.questions}
        onChange={(next) => change({ cues: next })}
      />
      <RemoveLesson lessonId={lesson.id} />
    </>
  );
}

/** What is being written, beside what is stored. */
function useLessonDraft(loaded: Lesson) {
  const [lesson, setLesson] = useState(loaded);
  const [draft, setDraft] = useState(() => draftOf(loaded));
  const [isChanged, setChanged] = useState(false);
  const typed = useRef(draft);
  useEffect(() => {
    typed.current = draft;
  });
  const cues = toCues(draft.cues);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ given, stored }: { given: Draft; stored: Cue[] }) => {
      const { title, language } = given;
      const questions = given.questions.map(toQuestion);
      return { given, told: await saveLesson(lesson.id, { title, language, questions, cues: stored }) };
    },
    onSuccess: ({ given, told }) => {
      setLesson(told);
      // What was typed meanwhile is not stored yet.
      setChanged(typed.current !== given);
      setDraft((held) => ({ ...held, cues: sortDrafts(held.cues) }));
    },
  });
  useLeaveGuard(isChanged);
  const change = (part: Partial<Draft>) => {
    setDraft((held) => ({ ...held, ...part }));
    setChanged(true);
  };
  const save = () => cues && mutate({ given: draft, stored: cues });
  const canSave = isChanged && !isPending && cues !== null;
  return { lesson, setLesson, draft, change, isChanged, canSave, save, error };
}

function Problems({ problems }: Pick<Lesson, 'problems'>) {
  const { lessons: words, problems: problemTexts } = useTexts();
  if (problems.length === 0) return null;
  return (
    <Notice kind="wait" icon="alert">
      <p>{words.problems}</p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.message}`}>
            {[problem.field, problemTexts.ofField(problem)].filter(Boolean).join(': ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function RemoveLesson({ lessonId }: { lessonId: string }) {
  const texts = useTexts();
  const words = texts.lessons.remove;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, error } = useMutation({
    mutationFn: () => deleteLesson(lessonId),
    onSuccess: () => {
      cache.removeQueries({ queryKey: queries.lessons().queryKey });
      return navigate('/author');
    },
  });
  return (
    <div>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
        {words.action}
      </Button>
      {asking && (
        <Dialog title={words.title} onClose={() => setAsking(false)}>
          <p>{words.body}</p>
          {error && <Notice kind="error">{explain(error, texts)}</Notice>}
          <div className="row">
            <Button look="danger" onClick={() => mutate()}>
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
