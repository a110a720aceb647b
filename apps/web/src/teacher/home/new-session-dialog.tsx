import type { CueMode, LessonSummary, SessionCreateInput } from '@lockstep/contracts';
import { type FormEvent, useCallback, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { listLessons } from '../../api/lessons.js';
import { createSession } from '../../api/sessions.js';
import { useResource } from '../../api/use-resource.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { SourceFields } from './source-fields.js';

type NewSessionProps = { readonly token: string; readonly onClose: () => void; readonly onMade: () => void };

export function NewSessionDialog({ token, onClose, onMade }: NewSessionProps) {
  const texts = useTexts();
  const load = useCallback((signal: AbortSignal) => listLessons(token, signal), [token]);
  const { value: lessons, error } = useResource(load);
  return (
    <Dialog title={texts.sessions.create} onClose={onClose}>
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      {lessons && lessons.length > 0 && (
        <NewSessionForm token={token} lessons={lessons} onClose={onClose} onMade={onMade} />
      )}
      {lessons?.length === 0 && (
        <>
          <p>{texts.sessions.noLesson}</p>
          <Link to="/author">{texts.home.lessons}</Link>
        </>
      )}
    </Dialog>
  );
}

type FormProps = NewSessionProps & { readonly lessons: readonly LessonSummary[] };

function NewSessionForm({ token, lessons, onClose, onMade }: FormProps) {
  const texts = useTexts();
  const words = texts.sessions;
  const [lessonId, setLessonId] = useState(lessons[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const lesson = lessons.find(({ id }) => id === lessonId);
  const isScript = lesson?.kind === 'script';
  const [picked, setSource] = useState<SessionCreateInput['source'] | null>({ kind: 'rtmp' });
  const source: SessionCreateInput['source'] | null = !isScript
    ? picked
    : lesson.version === null
      ? null
      : { kind: 'teacher', begins: 'with-a-student' };
  const [cues, setCues] = useState<CueMode>('auto');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (!source) return;
    setBusy(true);
    setError(undefined);
    try {
      const named = title.trim() === '' ? {} : { title: title.trim() };
      await createSession(token, { lessonId, cues, source, ...named });
      onMade();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void make(event)}>
      <SelectField
        label={words.lesson}
        value={lessonId}
        options={lessons.map(({ id, title: name }) => ({ value: id, label: name }))}
        onChange={setLessonId}
      />
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      {isScript ? (
        <p className="small soft">{source ? texts.script.sessionSource : texts.script.notPublished}</p>
      ) : (
        <>
          <SourceFields token={token} source={source} onChange={setSource} />
          <CueModeField value={cues} onChange={setCues} />
        </>
      )}
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={busy || !source}>
          {words.create}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}

function CueModeField({ value, onChange }: { value: CueMode; onChange: (value: CueMode) => void }) {
  const words = useTexts().sessions;
  return (
    <SelectField<CueMode>
      label={words.cues}
      value={value}
      options={[
        { value: 'auto', label: words.cuesAuto },
        { value: 'manual', label: words.cuesManual },
      ]}
      onChange={onChange}
    />
  );
}
