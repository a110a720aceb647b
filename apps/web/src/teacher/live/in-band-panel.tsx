import type { AnyLessonEvent } from '@lockstep/contracts';
import type { Player } from '@lockstep/player';
import { useEffect, useState } from 'react';
import { formatLessonTime } from '../../i18n/format.js';
import { useTexts } from '../../i18n/language.js';

export type InBandEvent = { readonly seq: number; readonly ptsMs: number; readonly event: AnyLessonEvent };

/** How many are kept: enough for the last minutes of a busy lesson. */
const kept = 200;

/** The events that the video of this page carried, the newest first; nothing that came by another way. */
export function useInBandEvents(player: Player | null): readonly InBandEvent[] {
  const [events, setEvents] = useState<readonly InBandEvent[]>([]);
  useEffect(() => {
    if (!player) return;
    return player.on('event', ({ seq, ptsMs, event }) =>
      setEvents((held) => [{ seq, ptsMs, event }, ...held].slice(0, kept)),
    );
  }, [player]);
  return events;
}

export function InBandPanel({ events }: { events: readonly InBandEvent[] }) {
  const texts = useTexts().teacher;
  const names: Readonly<Record<string, string>> = texts.event;
  return (
    <div className="stack">
      <p className="small soft">{texts.inBand.hint}</p>
      {events.length === 0 && <p className="small soft">{texts.inBand.none}</p>}
      <ol className="in-band">
        {events.map(({ seq, ptsMs, event }) => (
          <li key={seq} className="in-band__row small">
            <span className="soft tabular">{seq}</span>
            <span className="soft tabular">{formatLessonTime(Math.round(ptsMs / 100) * 100)}</span>
            <span className="in-band__what">
              <strong>{names[event.type] ?? texts.unknownEvent}</strong> {gistOf(event)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What there is to say about an event in a few words. */
function gistOf(event: AnyLessonEvent): string {
  switch (event.type) {
    case 'slide.shown':
      return [event.index + 1, event.step].filter((part) => part !== undefined).join(' / ');
    case 'question.opened':
      return event.prompt;
    case 'feedback.class':
    case 'caption':
      return event.text;
    case 'class.result':
      return String(event.total);
    case 'feedback.private':
      return event.feedbackId;
    case 'teacher.mode':
      return event.mode;
    case 'teacher.control':
      return event.action;
    case 'marker':
      return event.name;
    case 'lesson.started':
      return event.title;
    case 'unknown':
      return event.originalType;
    case 'lesson.ended':
    case 'highlight':
    case 'question.closed':
      return '';
  }
}
