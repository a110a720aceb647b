import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language.js';
import { AppBar } from '../ui/app-bar.js';
import { Button } from '../ui/button.js';
import './classroom.css';

type MessageProps = {
  readonly title: string;
  readonly body?: string;
  readonly eyebrow?: string;
  readonly note?: string;
  readonly onRetry?: () => void;
  /** Below it. */
  readonly children?: ReactNode;
};

/** A page with one thing to say. */
export function Message({ title, body, eyebrow, note, onRetry, children }: MessageProps) {
  const texts = useTexts();
  return (
    <Plain>
      <div className="card card--narrow" role="status">
        {eyebrow && <p className="eyebrow">{eyebrow}</p>}
        <h1 className="card__title">{title}</h1>
        {body && <p className="soft">{body}</p>}
        {note && <p className="small soft">{note}</p>}
        {onRetry && <Button onClick={onRetry}>{texts.common.retry}</Button>}
      </div>
      {children}
    </Plain>
  );
}

export function Plain({ children }: { children: ReactNode }) {
  return (
    <div className="plain">
      <AppBar />
      <main id="content" className="plain__main">
        {children}
      </main>
    </div>
  );
}
