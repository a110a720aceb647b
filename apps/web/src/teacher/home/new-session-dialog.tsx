import type { CueMode, LessonSummary, SessionCreateInput } from '@lockstep/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { classQueries } from '../../api/classes.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { createSession } from '../../api/sessions.js';
import { useTexts } from '../../i18n/language.js';
import { useSchoolTexts } from '../../i18n/school-texts.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { CheckField, SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { RecordingField, type RecordingChoice } from '../../ui/recording-field.js';
import { SourceFields } from './source-fields.js';

type NewSessionProps = { readonly onClose: () => void };

export function NewSessionDialog({ onClose }: NewSessionProps) {
  const texts = useTexts();
  const lessons = useQuery(queries.lessons());
  const problem = problemOf(lessons);
  return (
    <Dialog title={texts.sessions.create} onClose={onClose}>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {lessons.data && lessons.data.length > 0 && <NewSessionForm lessons={lessons.data} onClose={onClose} />}
      {lessons.data?.length === 0 && (
        <>
          <p>{texts.sessions.noLesson}</p>
          <Link to="/author">{texts.home.lessons}</Link>
        </>
      )}
    </Dialog>
  );
}

type FormProps = NewSessionProps & { readonly lessons: readonly LessonSummary[] };

/** What is being chosen, and the session that it makes. */
function useNewSession(lessons: readonly LessonSummary[], onMade: () => void) {
  const cache = useQueryClient();
  const [lessonId, setLessonId] = useState(lessons[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [picked, setSource] = useState<SessionCreateInput['source'] | null>({ kind: 'rtmp' });
  const [cues, setCues] = useState<CueMode>('auto');
  const [recorded, setRecorded] = useState<RecordingChoice>(null);
  const [isPrivate, setPrivate] = useState(false);
  const [classId, setClassId] = useState('');
  const [guests, setGuests] = useState(false);
  const lesson = lessons.find(({ id }) => id === lessonId);
  const isScript = lesson?.kind === 'script';
  const taught = lesson?.version === null ? null : ({ kind: 'teacher', begins: 'with-a-student' } as const);
  const source = isScript ? taught : picked;
  const make = useMutation({
    mutationFn: createSession,
    onSuccess: () => {
      onMade();
      return cache.invalidateQueries({ queryKey: queries.sessions().queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const named = title.trim() === '' ? {} : { title: title.trim() };
    const kept = recorded === null ? {} : { recorded };
    const isClosed = classId === '' ? isPrivate : !guests;
    const access = { access: { private: isClosed }, ...(classId !== '' && { classId }) };
    if (source) make.mutate({ lessonId, cues, source, ...named, ...kept, ...access });
  };
  return {
    ...{ lessonId, setLessonId, title, setTitle, isScript, source, setSource, cues, setCues },
    ...{ recorded, setRecorded, isPrivate, setPrivate, make, submit },
    ...{ classId, setClassId, guests, setGuests },
  };
}

function NewSessionForm({ lessons, onClose }: FormProps) {
  const texts = useTexts();
  const words = texts.sessions;
  const form = useNewSession(lessons, onClose);
  const { isScript, source, make } = form;
  return (
    <form className="stack" onSubmit={form.submit}>
      <SelectField
        label={words.lesson}
        value={form.lessonId}
        options={lessons.map(({ id, title: name }) => ({ value: id, label: name }))}
        onChange={form.setLessonId}
      />
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={200}
        value={form.title}
        onChange={(event) => form.setTitle(event.target.value)}
      />
      {isScript ? (
        <p className="small soft">{source ? texts.script.sessionSource : texts.script.notPublished}</p>
      ) : (
        <>
          <SourceFields source={source} onChange={form.setSource} />
          <CueModeField value={form.cues} onChange={form.setCues} />
        </>
      )}
      <RecordingField value={form.recorded} otherwise={texts.keeping.asLesson} onChange={form.setRecorded} />
      <AudienceFields {...form} />
      {make.error && <Notice kind="error">{explain(make.error, texts)}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={make.isPending || !source}>
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

type AudienceProps = Pick<
  ReturnType<typeof useNewSession>,
  'classId' | 'setClassId' | 'guests' | 'setGuests' | 'isPrivate' | 'setPrivate'
>;

/** The class that it is for, and who else may come. */
function AudienceFields({ classId, setClassId, guests, setGuests, isPrivate, setPrivate }: AudienceProps) {
  const words = useTexts().sessions;
  const school = useSchoolTexts().classes;
  const { data: classes = [] } = useQuery(classQueries.list());
  return (
    <>
      {classes.length > 0 && (
        <SelectField
          label={school.forClass}
          value={classId}
          options={[
            { value: '', label: school.noClass },
            ...classes.map(({ id, name, term }) => ({
              value: id,
              label: [name, term].filter(Boolean).join(' · '),
            })),
          ]}
          onChange={setClassId}
        />
      )}
      {classId === '' ? (
        <CheckField
          label={words.private}
          hint={words.privateHint}
          checked={isPrivate}
          onChange={setPrivate}
        />
      ) : (
        <CheckField label={school.guests} hint={school.guestsHint} checked={guests} onChange={setGuests} />
      )}
    </>
  );
}
