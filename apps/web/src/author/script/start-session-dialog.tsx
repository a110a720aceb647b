import type { LessonVersionSummary, Session } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../../api/explain.js';
import { createSession, startSession } from '../../api/sessions.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Copyable } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { RecordingField, type RecordingChoice } from '../../ui/recording-field.js';
import { Notice } from '../../ui/notice.js';

type StartSessionProps = {
  readonly version: LessonVersionSummary;
  readonly onClose: () => void;
};

/** Teaches a version now, and gives the links for it. */
export function StartSessionDialog({ version, onClose }: StartSessionProps) {
  const texts = useTexts();
  const words = texts.script.start;
  const [session, setSession] = useState<Session | null>(null);
  return (
    <Dialog title={session ? words.started : words.title(version.version)} onClose={onClose}>
      {session ? (
        <div className="stack">
          <p>{words.send}</p>
          <Copyable value={hrefOf(session.addresses.student)} label={texts.common.copy} />
          <div className="row">
            <Link className="button button--primary" to={new URL(hrefOf(session.addresses.teacher)).pathname}>
              {texts.sessions.teacherPage}
            </Link>
            <a className="button" href={session.addresses.student} target="_blank" rel="noopener">
              {texts.sessions.studentPage}
            </a>
          </div>
        </div>
      ) : (
        <StartForm version={version} onClose={onClose} onStarted={setSession} />
      )}
    </Dialog>
  );
}

const hrefOf = (address: string) => new URL(address, location.href).href;

type StartFormProps = StartSessionProps & { readonly onStarted: (session: Session) => void };

function StartForm({ version, onClose, onStarted }: StartFormProps) {
  const texts = useTexts();
  const words = texts.script.start;
  const [title, setTitle] = useState(version.title);
  const [oneToOne, setOneToOne] = useState(false);
  const [waits, setWaits] = useState(true);
  const [recorded, setRecorded] = useState<RecordingChoice>(null);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async () => {
      const begins = waits ? 'with-a-student' : 'at-once';
      const made = await createSession({
        lessonId: version.lessonId,
        source: { kind: 'teacher', version: version.version, oneToOne, begins },
        ...(title.trim() !== '' && { title: title.trim() }),
        ...(recorded !== null && { recorded }),
      });
      return startSession(made.id);
    },
    onSuccess: onStarted,
  });
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className="stack" onSubmit={start}>
      <TextField
        label={texts.sessions.name}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <label className="check">
        <input type="checkbox" checked={waits} onChange={(event) => setWaits(event.target.checked)} />
        {words.waits}
      </label>
      <label className="check">
        <input type="checkbox" checked={oneToOne} onChange={(event) => setOneToOne(event.target.checked)} />
        {words.oneToOne}
      </label>
      <p className="small soft">{words.oneToOneHint}</p>
      <RecordingField value={recorded} otherwise={texts.keeping.asLesson} onChange={setRecorded} />
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" icon="play" disabled={isPending || isSuccess}>
          {texts.sessions.start}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}
