import { setRecording } from '@lockstep/lesson';
import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { explain } from '../../../api/explain.js';
import { uploadScriptFiles } from '../../../api/scripts.js';
import { useTexts } from '../../../i18n/language.js';
import { Button } from '../../../ui/button.js';
import { Notice } from '../../../ui/notice.js';
import type { TextEdit } from '../questions-panel.js';
import { useRecordingTexts } from './recording-texts.js';
import { SentenceRow } from './sentence-row.js';
import { fileOf, FOLDER, type Sentences, sentencesOf } from './sentences.js';
import { useTake } from './use-take.js';
import './recordings.css';

type RecordingsPanelProps = {
  readonly lessonId: string;
  readonly text: string;
  readonly language: string;
  readonly onEdit: TextEdit;
  /** A file was added. */
  readonly onFiles: () => Promise<void>;
};

/** Every sentence of the lesson, to be recorded, listened to and recorded again by its author. */
export function RecordingsPanel({ lessonId, text, language, onEdit, onFiles }: RecordingsPanelProps) {
  const texts = useTexts();
  const words = useRecordingTexts();
  const sentences = useMemo(() => sentencesOf(text), [text]);
  const { take, start, stop, drop } = useTake();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ sentence, audio }: { sentence: string; audio: Blob }) => {
      const file = fileOf(sentence, audio);
      await uploadScriptFiles(lessonId, [file], FOLDER);
      onEdit((now) => setRecording(now, sentence, `${FOLDER}/${file.name}`));
      drop();
      await onFiles();
    },
  });
  if (!sentences) return <Notice kind="wait">{words.hasErrors}</Notice>;
  if (sentences.said.length === 0) return <p className="small soft">{words.none}</p>;
  const recorded = sentences.said.filter(({ file }) => file !== undefined).length;
  const remove = (sentence: string) => onEdit((now) => setRecording(now, sentence, undefined));
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
            onKeep={(audio) => mutate({ sentence: sentence.text, audio })}
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
