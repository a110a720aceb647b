import { useEffect, useRef, useState } from 'react';
import type { Player } from '@lockstep/player';
import { explain } from '../api/explain.js';
import { getFeedbackVoice } from '../api/sessions.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';

/** Whose feedback is spoken, and what is turned down meanwhile. */
export type VoiceLine = {
  readonly sessionId: string;
  readonly player: Player | null;
};

/** Loudness of the lesson while private words are spoken, of 1. */
const besideVoice = 0.2;

type Playing =
  { kind: 'idle' } | { kind: 'loading' } | { kind: 'speaking' } | { kind: 'failed'; error: unknown };

/** Speaks private words when it is asked to; they are made then, so they may take a moment the first time. */
export function VoiceButton({ feedbackId, line }: { feedbackId: string; line: VoiceLine }) {
  const texts = useTexts();
  const words = texts.feedback.voice;
  const { playing, speak, stop } = useVoice(feedbackId, line);
  const busy = playing.kind === 'loading' || playing.kind === 'speaking';
  const label = { idle: words.play, loading: words.loading, speaking: words.stop, failed: words.again };
  return (
    <div className="voice">
      <Button
        small
        look="quiet"
        icon={busy ? 'stop' : 'volume'}
        onClick={busy ? stop : () => void speak()}
        aria-busy={playing.kind === 'loading'}
      >
        {label[playing.kind]}
      </Button>
      {playing.kind === 'failed' && (
        <span className="field__error" role="alert">
          {words.failed} {explain(playing.error, texts)}
        </span>
      )}
    </div>
  );
}

function useVoice(feedbackId: string, { sessionId, player }: VoiceLine) {
  const [playing, setPlaying] = useState<Playing>({ kind: 'idle' });
  const current = useRef<AbortController | null>(null);
  const stop = () => {
    current.current?.abort();
    setPlaying({ kind: 'idle' });
  };
  useEffect(() => () => current.current?.abort(), []);
  const speak = async () => {
    const aborter = new AbortController();
    current.current = aborter;
    setPlaying({ kind: 'loading' });
    try {
      const sound = await getFeedbackVoice(sessionId, feedbackId, aborter.signal);
      await playSound(sound, player, aborter.signal, () => setPlaying({ kind: 'speaking' }));
      if (!aborter.signal.aborted) setPlaying({ kind: 'idle' });
    } catch (error) {
      if (!aborter.signal.aborted) setPlaying({ kind: 'failed', error });
    }
  };
  return { playing, speak, stop };
}

/** Resolves when it has ended or was stopped; the lesson goes on quietly meanwhile. */
async function playSound(
  sound: Blob,
  player: Player | null,
  signal: AbortSignal,
  onStart: () => void,
): Promise<void> {
  const url = URL.createObjectURL(sound);
  const audio = new Audio(url);
  const loudness = player?.volume ?? 1;
  const ended = new Promise<void>((resolve, reject) => {
    audio.addEventListener('ended', () => resolve());
    audio.addEventListener('error', () =>
      reject(new Error('the sound cannot be played', { cause: audio.error })),
    );
    signal.addEventListener('abort', () => resolve());
  });
  try {
    audio.volume = loudness;
    if (player) player.volume = loudness * besideVoice;
    await Promise.all([audio.play().then(onStart), ended]);
  } finally {
    audio.pause();
    if (player) player.volume = loudness;
    URL.revokeObjectURL(url);
  }
}
