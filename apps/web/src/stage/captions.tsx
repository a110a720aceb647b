import type { ShownCaption } from '@lockstep/contracts';
import { useTexts } from '../i18n/language.js';
import './stage.css';

/** The spoken line over the video. The region stays when it is empty, so that readers announce what comes into it. */
export function Captions({
  caption,
  lang,
  shown,
}: {
  caption: ShownCaption | null;
  /** Of captions that do not name theirs, BCP 47. */
  lang: string;
  shown: boolean;
}) {
  const texts = useTexts();
  return (
    <div
      className="captions"
      role="region"
      aria-label={texts.student.captions}
      aria-live="polite"
      hidden={!shown}
    >
      {caption && caption.text !== '' && (
        <p className="captions__line" lang={caption.lang ?? lang}>
          {caption.text}
        </p>
      )}
    </div>
  );
}
