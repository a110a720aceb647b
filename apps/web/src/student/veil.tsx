import type { LessonState, Lobby } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import type { Playback } from '../stage/use-lesson-player.js';

type VeilProps = {
  readonly playback: Playback;
  readonly state: LessonState;
  readonly lobby: Pick<Lobby, 'onAir' | 'selfPaced'>;
};

/** Over the video, when there is none or playing needs a click. */
export function Veil({ playback, state, lobby }: VeilProps) {
  const { onAir, selfPaced } = lobby;
  const texts = useTexts().student;
  const { status, blocked, unblock, player, view, detail } = playback;
  if (blocked === 'start')
    return (
      <div className="veil">
        <p className="veil__title">{texts.autoplay.title}</p>
        <Button look="primary" icon="play" onClick={unblock}>
          {texts.autoplay.play}
        </Button>
      </div>
    );
  if (status === 'failed')
    return (
      <div className="veil" role="alert">
        <p className="veil__title">{texts.failed.title}</p>
        {detail && <p className="small">{detail}</p>}
        <Button onClick={() => void player?.play()}>{texts.failed.retry}</Button>
      </div>
    );
  if (view.ptsMs === null || !onAir)
    return (
      <div className="veil" role="status">
        <p className="veil__title">{onAir ? texts.connection.connecting : texts.offAir.title}</p>
        {!onAir && <p className="small">{texts.offAir.body}</p>}
      </div>
    );
  if (blocked === 'sound')
    return (
      <div className="veil veil--corner">
        <Button look="primary" small icon="muted" onClick={unblock}>
          {texts.autoplay.unmute}
        </Button>
      </div>
    );
  // a student who paused it sees that at their own controls
  if (state.mode === 'paused' && !selfPaced)
    return (
      <div className="veil veil--band" role="status">
        {texts.paused}
      </div>
    );
  return null;
}
