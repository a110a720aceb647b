import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { explain } from '../../../api/explain.js';
import { getScriptFile } from '../../../api/scripts.js';
import { useTexts } from '../../../i18n/language.js';
import { RunningRecording } from '../../../stage/running-recording.js';
import { SpeakingFault } from '../../../stage/spoken-answer.js';
import { Button } from '../../../ui/button.js';
import { Icon } from '../../../ui/icon.js';
import { Notice } from '../../../ui/notice.js';
import { useRecordingTexts } from './recording-texts.js';
import type { Recorded } from './sentences.js';
import type { Take } from './use-take.js';

type SentenceRowProps = {
  readonly lessonId: string;
  /** BCP 47 of what it says. */
  readonly language: string;
  readonly sentence: Recorded;
  readonly take: Take;
  /** Another sentence is being recorded. */
  readonly isBusy: boolean;
  readonly isSaving: boolean;
  readonly onRecord: () => void;
  readonly onStop: () => void;
  readonly onKeep: (audio: Blob) => void;
  readonly onDiscard: () => void;
  readonly onRemove: () => void;
};

/** One sentence: what it says, whose voice says it, and what can be done about that. */
export function SentenceRow(props: SentenceRowProps) {
  const { sentence, language, take } = props;
  const words = useRecordingTexts();
  const isRecorded = sentence.file !== undefined;
  return (
    <li className="recordings__row">
      <p>
        {sentence.where !== 'text' && <span className="small soft">{words.where[sentence.where]}: </span>}
        <span lang={language}>{sentence.text}</span>
        {isRecorded && (
          <span className="recordings__own small">
            <Icon name="check" /> {words.recorded}
          </span>
        )}
      </p>
      {take.kind === 'recording' ? (
        <RunningRecording recording={take.recording} onStop={props.onStop} />
      ) : take.kind === 'made' ? (
        <Made audio={take.audio} {...props} />
      ) : (
        <Idle {...props} />
      )}
      {take.kind === 'failed' && <SpeakingFault error={take.error} />}
    </li>
  );
}

function Idle({ lessonId, sentence, take, isBusy, onRecord, onRemove }: SentenceRowProps) {
  const words = useRecordingTexts();
  const { text, file } = sentence;
  const isRecorded = file !== undefined;
  return (
    <div className="row">
      <Button
        small
        icon="microphone"
        disabled={isBusy}
        aria-label={isRecorded ? words.againNamed(text) : words.recordNamed(text)}
        onClick={onRecord}
      >
        {isRecorded ? words.again : words.record}
      </Button>
      {isRecorded && <Listen {...{ lessonId, text, file }} />}
      {isRecorded && (
        <Button small look="quiet" icon="trash" aria-label={words.removeNamed(text)} onClick={onRemove}>
          {words.remove}
        </Button>
      )}
      {take.kind === 'asking' && (
        <span className="small soft" role="status">
          {words.allow}
        </span>
      )}
    </div>
  );
}

function Made({
  audio,
  sentence,
  isSaving,
  onKeep,
  onRecord,
  onDiscard,
}: SentenceRowProps & { audio: Blob }) {
  const words = useRecordingTexts();
  const address = useAddress(audio);
  return (
    <div className="stack">
      {address !== null && (
        <audio className="recordings__audio" src={address} controls aria-label={words.take(sentence.text)} />
      )}
      <div className="row">
        <Button small look="primary" icon="check" autoFocus disabled={isSaving} onClick={() => onKeep(audio)}>
          {isSaving ? words.keeping : words.keep}
        </Button>
        <Button small icon="retry" disabled={isSaving} onClick={onRecord}>
          {words.again}
        </Button>
        <Button small look="quiet" disabled={isSaving} onClick={onDiscard}>
          {words.discard}
        </Button>
      </div>
    </div>
  );
}

/** What is kept is loaded when somebody wants to hear it. */
function Listen({ lessonId, text, file }: { lessonId: string; text: string; file: string }) {
  const words = useRecordingTexts();
  const texts = useTexts();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => getScriptFile(lessonId, file) });
  const address = useAddress(data);
  if (address !== null)
    return (
      <audio className="recordings__audio" src={address} controls autoPlay aria-label={words.take(text)} />
    );
  return (
    <>
      <Button
        small
        look="quiet"
        icon="play"
        disabled={isPending}
        aria-label={words.listenNamed(text)}
        onClick={() => mutate()}
      >
        {words.listen}
      </Button>
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </>
  );
}

/** An address of the bytes for as long as they are shown. */
function useAddress(audio: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!audio) return setAddress(null);
    const made = URL.createObjectURL(audio);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [audio]);
  return address;
}
