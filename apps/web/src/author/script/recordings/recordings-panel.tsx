import type { LessonAsset } from '@lockstep/contracts';
import { setRecording } from '@lockstep/lesson';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { explain } from '../../../api/explain.js';
import { removeScriptFile, uploadScriptFiles } from '../../../api/scripts.js';
import { useTexts } from '../../../i18n/language.js';
import { Button } from '../../../ui/button.js';
import { Notice } from '../../../ui/notice.js';
import type { TextEdit } from '../questions-panel.js';
import { useRecordingTexts } from './recording-texts.js';
import { SentenceRow } from './sentence-row.js';
import { fileOf, fileToRemove, FOLDER, type Sentences, sentencesOf } from './sentences.js';
import { useTake } from './use-take.js';
import './recordings.css';

type RecordingsPanelProps = {
  readonly lessonId: string;
  readonly text: string;
  readonly language: string;
  /** What lies in the folder of the lesson. */
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
  /** A file was added or removed. */
  readonly onFiles: () => Promise<void>;
};

/** Every sentence of the lesson, to be recorded, listened to and recorded again by its author. */
export function RecordingsPanel(props: RecordingsPanelProps) {
  const { lessonId, text, language, files, onEdit, onFiles } = props;
  const texts = useTexts();
  const words = useRecordingTexts();
  const sentences = useMemo(() => sentencesOf(text), [text]);
  const { take, start, stop, drop } = useTake();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onSuccess: onFiles,
  });
  /** The file goes with the last sentence that it says. */
  const removeFile = async (sentence: string, except?: string) => {
    const file = sentences && fileToRemove(sentences, sentence);
    if (file !== except && files.some(({ path }) => path === file))
      await removeScriptFile(lessonId, file ?? '');
  };
  const keep = async (sentence: string, audio: Blob) => {
    const file = fileOf(sentence, audio);
    const path = `${FOLDER}/${file.name}`;
    await uploadScriptFiles(lessonId, [file], FOLDER);
    onEdit((now) => setRecording(now, sentence, path));
    drop();
    await removeFile(sentence, path);
  };
  const remove = (sentence: string) =>
    mutate(async () => {
      onEdit((now) => setRecording(now, sentence, undefined));
      await removeFile(sentence);
    });
  if (!sentences) return <Notice kind="wait">{words.hasErrors}</Notice>;
  if (sentences.said.length === 0) return <p className="small soft">{words.none}</p>;
  const recorded = sentences.said.filter(({ file }) => file !== undefined).length;
  return (
    <div className="stack">
      <p className="small soft">{words.intro}</p>
      <p className="small tabular">{words.count(recorded, sentences.said.length)}</p>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      <ul className="recordings">
        {sentences.said.map((sentence) => (
          <SentenceRow
            key={sentence.text}
            take={'sentence' in take && take.sentence === sentence.text ? take : { kind: 'none' }}
            isBusy={isPending || take.kind === 'recording' || take.kind === 'asking'}
            isSaving={isPending}
            onRecord={() => start(sentence.text)}
            onKeep={(audio) => mutate(() => keep(sentence.text, audio))}
            onRemove={() => remove(sentence.text)}
            {...{ lessonId, language, sentence, onStop: stop, onDiscard: drop }}
          />
        ))}
      </ul>
      {sentences.left.length > 0 && <Left {...{ language }} left={sentences.left} onRemove={remove} />}
    </div>
  );
}

type LeftProps = {
  readonly left: Sentences['left'];
  readonly language: string;
  readonly onRemove: (sentence: string) => void;
};

/** Recordings whose sentence the lesson no longer says. */
function Left({ left, language, onRemove }: LeftProps) {
  const words = useRecordingTexts();
  return (
    <section className="stack" aria-labelledby="recordings-left">
      <h3 id="recordings-left">{words.changed}</h3>
      <p className="small soft">{words.changedHint}</p>
      <ul className="recordings">
        {left.map(({ text }) => (
          <li key={text} className="recordings__row">
            <p lang={language}>{text}</p>
            <Button
              small
              look="quiet"
              icon="trash"
              aria-label={words.removeNamed(text)}
              onClick={() => onRemove(text)}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
