import { useEffect, useRef } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { longestRecordingMs, type Recording } from './recorder.js';
import './cards.css';

/** How long it has run, and that the microphone hears something. Ends by itself after the longest there may be. */
export function RunningRecording({ recording, onStop }: { recording: Recording; onStop: () => void }) {
  const texts = useTexts().question.spoken;
  const meter = useRef<HTMLSpanElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      const ms = performance.now() - recording.startedAtMs;
      if (meter.current) meter.current.style.transform = `scaleX(${recording.level.toFixed(3)})`;
      if (clock.current) clock.current.textContent = `0:${String(Math.floor(ms / 1000)).padStart(2, '0')}`;
      if (ms >= longestRecordingMs) return onStop();
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [recording, onStop]);
  return (
    <div className="spoken spoken--running">
      <Button look="primary" icon="stop" autoFocus onClick={onStop}>
        {texts.stop}
      </Button>
      <span className="spoken__meter" aria-hidden="true">
        <span className="spoken__level" ref={meter} />
      </span>
      <span className="tabular small" ref={clock} aria-hidden="true" />
      <span className="visually-hidden" role="status">
        {texts.recording}
      </span>
    </div>
  );
}
