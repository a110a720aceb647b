import type { LessonState } from '@lockstep/contracts';
import { type RefObject, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { IconButton } from '../../ui/button.js';
import { Captions } from '../../stage/captions.js';
import { ConnectionBadge } from '../../stage/connection-badge.js';
import type { Playback } from '../../stage/use-lesson-player.js';

type PreviewProps = {
  readonly screen: RefObject<HTMLDivElement | null>;
  readonly playback: Playback;
  readonly state: LessonState;
  /** Of the lesson, BCP 47. */
  readonly lang: string;
};

/** The video that the class sees, muted at first: the teacher may be in the same room as the publisher. */
export function Preview({ screen, playback, state, lang }: PreviewProps) {
  const texts = useTexts();
  const { player, status } = playback;
  const [muted, setMuted] = useState(true);
  const toggle = () => {
    if (!player) return;
    player.muted = !muted;
    setMuted(!muted);
  };
  return (
    <section className="preview" aria-label={texts.teacher.preview}>
      <div className="screen">
        <div className="screen__picture" ref={screen} />
        <Captions caption={state.caption} lang={lang} shown />
      </div>
      <div className="preview__foot">
        <span className="small soft grow">{texts.teacher.preview}</span>
        {player && <ConnectionBadge player={player} status={status} />}
        <IconButton
          small
          icon={muted ? 'muted' : 'volume'}
          label={muted ? texts.student.controls.unmute : texts.student.controls.mute}
          disabled={!player}
          onClick={toggle}
        />
      </div>
    </section>
  );
}
