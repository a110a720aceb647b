import {
  createReplay,
  type Replay,
  type ReplayContents,
  type ReplayError,
  type ReplayStatus,
} from '@lockstep/player/replay';
import { type RefObject, useEffect, useState } from 'react';
import { LessonView } from '../stage/lesson-view.js';

export type Replaying = {
  readonly replay: Replay | null;
  readonly view: LessonView;
  readonly status: ReplayStatus;
  /** null until the recording is open. */
  readonly contents: ReplayContents | null;
  /** Why it cannot be replayed. */
  readonly error: ReplayError | null;
};

/** Plays a recording in `container` for as long as the component is there; another recording needs another component. */
export function useReplay(
  container: RefObject<HTMLElement | null>,
  source: Blob | string,
  /** Where it begins, milliseconds after its first frame. */
  startMs: number,
): Replaying {
  const [view] = useState(() => new LessonView());
  const [begin] = useState(startMs);
  const [replay, setReplay] = useState<Replay | null>(null);
  const [status, setStatus] = useState<ReplayStatus>('loading');
  const [contents, setContents] = useState<ReplayContents | null>(null);
  const [error, setError] = useState<ReplayError | null>(null);
  useEffect(() => {
    if (!container.current) return;
    const created = createReplay(container.current, { source });
    created.on('open', (opened) => {
      setContents(opened);
      if (begin > 0) void created.seek(opened.startPtsMs + begin);
    });
    created.on('statechange', ({ state, ptsMs }) => view.show(state, ptsMs));
    created.on('frame', ({ ptsMs }) => view.tick(ptsMs));
    created.on('status', (told) => setStatus(told.status));
    created.on('error', (told) => setError(told.error));
    setReplay(created);
    return () => {
      created.destroy();
      setReplay(null);
      setContents(null);
    };
  }, [container, source, begin, view]);
  return { replay, view, status, contents, error };
}
