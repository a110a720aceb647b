import { useCallback, useEffect, useRef, useState } from 'react';
import { explain } from '../api/explain.js';
import { RefusedError } from '../api/http.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Recording, RecordingError } from './recorder.js';
import { RunningRecording } from './running-recording.js';
import './cards.css';

/** Where a recording is sent to be understood. */
export type Listener = {
  /** false: nobody understands speech here, so answers are typed. */
  readonly canTranscribe: boolean;
  readonly listen: (recording: Blob, signal: AbortSignal) => Promise<string>;
};

type SpokenAnswerProps = {
  readonly listener: Listener;
  readonly disabled: boolean;
  /** What was understood, to be looked at and corrected before it is sent. */
  readonly onHeard: (text: string) => void;
};

type Speaking =
  | { readonly kind: 'silent' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'recording'; readonly recording: Recording }
  | { readonly kind: 'listening' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Says an answer instead of typing it. */
export function SpokenAnswer({ listener, disabled, onHeard }: SpokenAnswerProps) {
  const texts = useTexts().question.spoken;
  const { speaking, start, stop } = useSpeaking(listener, onHeard);
  if (!listener.canTranscribe) return <p className="small soft">{texts.typeInstead}</p>;
  if (speaking.kind === 'recording') return <RunningRecording recording={speaking.recording} onStop={stop} />;
  const busy = speaking.kind === 'asking' || speaking.kind === 'listening';
  return (
    <div className="spoken">
      <Button icon="microphone" disabled={disabled || busy} onClick={start}>
        {speaking.kind === 'nothing' || speaking.kind === 'failed' ? texts.again : texts.start}
      </Button>
      <span className="small soft" role="status">
        {speaking.kind === 'asking' && texts.allow}
        {speaking.kind === 'listening' && <span className="spoken__wait">{texts.listening}</span>}
        {speaking.kind === 'nothing' && texts.nothing}
      </span>
      {speaking.kind === 'failed' && <SpeakingFault error={speaking.error} />}
    </div>
  );
}

function useSpeaking({ listen }: Listener, onHeard: (text: string) => void) {
  const [speaking, setSpeaking] = useState<Speaking>({ kind: 'silent' });
  const live = useRef<{ recording?: Recording; aborter: AbortController }>({
    aborter: new AbortController(),
  });
  useEffect(() => {
    const held = { aborter: new AbortController() };
    live.current = held;
    return () => {
      live.current.recording?.cancel();
      held.aborter.abort();
    };
  }, []);
  const start = () => {
    const { signal } = live.current.aborter;
    setSpeaking({ kind: 'asking' });
    Recording.start().then(
      (recording) => {
        if (signal.aborted) return recording.cancel();
        live.current.recording = recording;
        setSpeaking({ kind: 'recording', recording });
      },
      (error: unknown) => setSpeaking({ kind: 'failed', error }),
    );
  };
  const stop = useCallback(() => {
    const { recording, aborter } = live.current;
    if (!recording) return;
    delete live.current.recording;
    setSpeaking({ kind: 'listening' });
    const understand = async () => {
      const text = (await listen(await recording.stop(), aborter.signal)).trim();
      setSpeaking(text === '' ? { kind: 'nothing' } : { kind: 'silent' });
      if (text !== '') onHeard(text);
    };
    understand().catch((error: unknown) => {
      if (!aborter.signal.aborted) setSpeaking({ kind: 'failed', error });
    });
  }, [listen, onHeard]);
  return { speaking, start, stop };
}

/** Why nothing is heard, and what to do about it. */
export function SpeakingFault({ error }: { error: unknown }) {
  const texts = useTexts();
  const words = texts.question.spoken;
  if (error instanceof RecordingError) return <Notice kind="wait">{words.faults[error.fault]}</Notice>;
  // The server has its own sentence for why it could not listen.
  const said = error instanceof RefusedError ? words.typeInstead : '';
  return (
    <Notice kind="wait">
      {explain(error, texts)} {said}
    </Notice>
  );
}
