import { type CueMode } from '@lockstep/contracts';
import { type FormEvent, useCallback, useState } from 'react';
import { Link } from 'react-router';
import { explain } from '../api/explain.js';
import { listLessons } from '../api/lessons.js';
import { createSession, listMediaFiles } from '../api/sessions.js';
import { useResource } from '../api/use-resource.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

type NewSessionProps = { readonly token: string; readonly onClose: () => void; readonly onMade: () => void };

export function NewSessionDialog({ token, onClose, onMade }: NewSessionProps) {
  const texts = useTexts();
  const words = texts.sessions;
  const loadLessons = useCallback((signal: AbortSignal) => listLessons(token, signal), [token]);
  const loadFiles = useCallback((signal: AbortSignal) => listMediaFiles(token, signal), [token]);
  const lessons = useResource(loadLessons).value;
  const files = useResource(loadFiles).value ?? [];
  const [form, setForm] = useState({
    lessonId: '',
    title: '',
    kind: 'rtmp' as 'rtmp' | 'file',
    file: '',
    loop: false,
  });
  const [cues, setCues] = useState<CueMode>('auto');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const lessonId = form.lessonId || (lessons?.[0]?.id ?? '');
  const file = form.file || (files[0]?.name ?? '');
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await createSession(token, {
        lessonId,
        cues,
        source: form.kind === 'rtmp' ? { kind: 'rtmp' } : { kind: 'file', file, loop: form.loop },
        ...(form.title.trim() !== '' && { title: form.title.trim() }),
      });
      onMade();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  if (lessons?.length === 0)
    return (
      <Dialog title={words.create} onClose={onClose}>
        <p>{words.noLesson}</p>
        <Link to="/lessons">{texts.home.lessons}</Link>
      </Dialog>
    );
  const noFile = form.kind === 'file' && files.length === 0;
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void make(event)}>
        <SelectField
          label={words.lesson}
          value={lessonId}
          options={(lessons ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(value) => setForm({ ...form, lessonId: value })}
        />
        <TextField
          label={words.name}
          hint={words.nameHint}
          maxLength={200}
          value={form.title}
          onChange={(event) => setForm({ ...form, title: event.target.value })}
        />
        <fieldset className="options">
          <legend className="field__label">{words.source}</legend>
          {(['rtmp', 'file'] as const).map((kind) => (
            <label key={kind} className="check">
              <input
                type="radio"
                name="source"
                checked={form.kind === kind}
                onChange={() => setForm({ ...form, kind })}
              />
              {kind === 'rtmp' ? words.sourceRtmp : words.sourceFile}
            </label>
          ))}
        </fieldset>
        {noFile && <Notice kind="wait">{words.noFiles}</Notice>}
        {form.kind === 'file' && !noFile && (
          <>
            <SelectField
              label={words.file}
              value={file}
              options={files.map(({ name }) => ({ value: name, label: name }))}
              onChange={(value) => setForm({ ...form, file: value })}
            />
            <label className="check">
              <input
                type="checkbox"
                checked={form.loop}
                onChange={(event) => setForm({ ...form, loop: event.target.checked })}
              />
              {words.loop}
            </label>
          </>
        )}
        <SelectField<CueMode>
          label={words.cues}
          value={cues}
          options={[
            { value: 'auto', label: words.cuesAuto },
            { value: 'manual', label: words.cuesManual },
          ]}
          onChange={setCues}
        />
        {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={busy || lessonId === '' || noFile}>
            {words.create}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
