import type { LessonImport } from '@lockstep/contracts';
import { useExchangeTexts } from './exchange-texts.js';
import { useLeftOutWords } from './left-out-words.js';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../../api/explain.js';
import { importLesson } from '../../api/exchange.js';
import { formatSize } from '../../i18n/format.js';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Dropzone } from '../../ui/dropzone.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import '../studio.css';

type ImportDialogProps = { readonly onClose: () => void; readonly onMade: (lessonId: string) => void };
type Chosen = { readonly file: File; readonly found: LessonImport };

/** Chooses a file, shows what of it comes in and what does not, and makes a lesson of it. */
export function ImportDialog({ onClose, onMade }: ImportDialogProps) {
  const { texts, tag } = useLanguage();
  const words = useExchangeTexts();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const read = useMutation({
    mutationFn: async (file: File) => ({
      file,
      found: await importLesson(file, { keep: false, language: tag }),
    }),
    onMutate: () => setChosen(null),
    onSuccess: setChosen,
  });
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="stack">
        <Dropzone
          label={read.isPending ? words.reading : words.choose}
          hint={words.hint}
          drop={texts.script.files.drop}
          accept=".lockstep,.zip,.gift,.txt,.xml,.csv,.tsv"
          busy={read.isPending}
          multiple={false}
          onFiles={([file]) => file && read.mutate(file)}
        />
        {read.error && <Notice kind="error">{explain(read.error, texts)}</Notice>}
        {chosen && <Found key={chosen.file.name} chosen={chosen} onMade={onMade} onClose={onClose} />}
        {!chosen && (
          <div className="row">
            <Button look="quiet" onClick={onClose}>
              {texts.common.cancel}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Found({ chosen: { file, found }, onMade, onClose }: ImportDialogProps & { chosen: Chosen }) {
  const { texts, tag } = useLanguage();
  const words = useExchangeTexts();
  const [title, setTitle] = useState(found.title);
  const [language, setLanguage] = useState(found.language);
  const isWhole = found.format === 'lockstep';
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => importLesson(file, { keep: true, title: title.trim(), language: language.trim() }),
    onSuccess: ({ lessonId }) => void (lessonId !== null && onMade(lessonId)),
  });
  const make = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  if (found.steps === 0 && !isWhole)
    return (
      <>
        <Notice kind="error">{words.nothing}</Notice>
        <LeftOutList found={found} />
      </>
    );
  return (
    <form className="stack" onSubmit={make}>
      {isWhole && (
        <p>
          <strong>{found.title}</strong>
        </p>
      )}
      {!isWhole && (
        <NewLesson title={title} setTitle={setTitle} language={language} setLanguage={setLanguage} />
      )}
      <p role="status">
        {words.format[found.format]} · {words.questions(found.questions)} · {words.steps(found.steps)}
        {found.files.length > 0 && ` · ${words.files(found.files.length, sizeOf(found, tag))}`}
      </p>
      <LeftOutList found={found} />
      {found.problems.length > 0 && <Notice kind="wait">{words.problems(found.problems.length)}</Notice>}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={isPending || isSuccess}>
          {words.make}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}

type NewLessonProps = {
  title: string;
  setTitle: (title: string) => void;
  language: string;
  setLanguage: (language: string) => void;
};

/** What a file with questions alone does not say of its lesson. */
function NewLesson({ title, setTitle, language, setLanguage }: NewLessonProps) {
  const words = useExchangeTexts();
  return (
    <>
      <TextField
        label={words.lessonTitle}
        maxLength={200}
        required
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        label={words.language}
        hint={words.languageHint}
        maxLength={35}
        required
        value={language}
        onChange={(event) => setLanguage(event.target.value)}
      />
    </>
  );
}

const sizeOf = ({ files }: LessonImport, tag: string): string =>
  formatSize(
    files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    tag,
  );

function LeftOutList({ found: { leftOut, format } }: { found: LessonImport }) {
  const words = useExchangeTexts();
  const wordsOf = useLeftOutWords();
  if (leftOut.length === 0) return null;
  return (
    <section className="stack stack--tight" aria-label={words.leftOut(leftOut.length)}>
      <h3>{words.leftOut(leftOut.length)}</h3>
      <ul className="exchange__list small">
        {leftOut.map((one, i) => (
          <li key={i}>
            <span className="soft tabular">
              {format === 'csv' ? words.row(one.line) : words.line(one.line)}
            </span>{' '}
            {wordsOf(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
