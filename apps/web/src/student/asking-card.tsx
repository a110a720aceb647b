import { lazy, Suspense, useEffect, useId, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';
import type { AskTeacherProps } from './asking/ask-teacher.js';
import './asking/asking.css';

// few students ask, and none before the first frame
const AskTeacher = lazy(async () => ({ default: (await import('./asking/ask-teacher.js')).AskTeacher }));

/** What a student asks, closed until they want to; a reply that comes meanwhile is announced. */
export function AskingCard(props: AskTeacherProps) {
  const words = useTexts().student.asking;
  const { socket } = props.link;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [hasNews, setNews] = useState(false);
  useEffect(() => {
    if (isOpen) return;
    const note = () => setNews(true);
    socket?.on('inquiry:answered', note);
    return () => void socket?.off('inquiry:answered', note);
  }, [socket, isOpen]);
  return (
    <section className="card asking" aria-label={words.title} aria-live="off">
      <button
        type="button"
        className="asking__head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setOpen(!isOpen);
          setNews(false);
        }}
      >
        <Icon name="message" /> {words.title}
        <span role="status" className="asking__news">
          {hasNews && <span className="badge badge--wait">{words.news}</span>}
        </span>
        <Icon name={isOpen ? 'up' : 'down'} />
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <Suspense fallback={null}>
            <AskTeacher {...props} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
