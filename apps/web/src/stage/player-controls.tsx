import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { IconButton } from '../ui/button.js';
import { readSetting, writeSetting } from '../browser/settings.js';
import './controls.css';

/** The volume this browser used last, 0 to 1. */
function rememberedVolume(): number {
  const stored = Number(readSetting('volume') ?? 1);
  return stored >= 0 && stored <= 1 ? stored : 1;
}

/** What has a volume: a live player, or a replay. */
export type Sounding = { muted: boolean; volume: number; readonly video: HTMLVideoElement };

type ControlsProps = {
  readonly player: Sounding | null;
  readonly stage: RefObject<HTMLElement | null>;
  readonly captions: boolean;
  /** Absent: captions stay as they are. */
  readonly onCaptions?: (shown: boolean) => void;
  /** Absent: there is nothing to swap. */
  readonly onSwap?: () => void;
  readonly onSound: () => void;
  /** Before the others. */
  readonly children?: ReactNode;
};

export function PlayerControls({
  player,
  stage,
  captions,
  onCaptions,
  onSwap,
  onSound,
  children,
}: ControlsProps) {
  const texts = useTexts().student.controls;
  return (
    <div className="controls" role="group" aria-label={texts.label}>
      {children}
      <VolumeControl player={player} onSound={onSound} />
      <span className="grow" />
      {onCaptions && (
        <IconButton
          icon="captions"
          label={captions ? texts.captionsOff : texts.captionsOn}
          aria-pressed={captions}
          onClick={() => onCaptions(!captions)}
        />
      )}
      {onSwap && (
        <span className="controls__wide">
          <IconButton icon="swap" label={texts.swap} onClick={onSwap} />
        </span>
      )}
      <FullscreenButton stage={stage} />
    </div>
  );
}

function VolumeControl({ player, onSound }: { player: Sounding | null; onSound: () => void }) {
  const texts = useTexts().student.controls;
  const [volume, setVolume] = useState(rememberedVolume);
  const [muted, setMuted] = useState(false);
  useEffect(() => {
    if (!player) return;
    player.volume = rememberedVolume();
    const read = () => setMuted(player.muted);
    read();
    player.video.addEventListener('volumechange', read);
    return () => player.video.removeEventListener('volumechange', read);
  }, [player]);
  const mute = (next: boolean) => {
    if (!player) return;
    player.muted = next;
    setMuted(next);
    if (!next) onSound();
  };
  return (
    <>
      <IconButton
        icon={muted ? 'muted' : 'volume'}
        label={muted ? texts.unmute : texts.mute}
        disabled={!player}
        onClick={() => mute(!muted)}
      />
      <input
        className="controls__volume"
        type="range"
        aria-label={texts.volume}
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        onChange={(event) => {
          const next = Number(event.target.value);
          setVolume(next);
          writeSetting('volume', String(next));
          if (player) player.volume = next;
          mute(next === 0);
        }}
      />
    </>
  );
}

function FullscreenButton({ stage }: { stage: RefObject<HTMLElement | null> }) {
  const texts = useTexts().student.controls;
  const [full, setFull] = useState(false);
  useEffect(() => {
    const read = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, []);
  // Phones of one maker give full screen to video elements alone.
  if (!document.fullscreenEnabled) return null;
  return (
    <IconButton
      icon={full ? 'exitFullscreen' : 'fullscreen'}
      label={full ? texts.exitFullscreen : texts.fullscreen}
      onClick={() => void (full ? document.exitFullscreen() : stage.current?.requestFullscreen())}
    />
  );
}
