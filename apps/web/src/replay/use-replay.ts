import {
  createReplay,
  type Replay,
  type ReplayContents,
  type ReplayError,
  type ReplayStatus,
} from '@lockstep/player/replay';
import { type RefObject, useEffect, useState } from 'react';
import { LessonView } from '../stage/lesson-view.js';
import { type Moment, ptsOf } from './moment.js';

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
  /** Where it begins; undefined: with its first frame. */
  moment: Moment | undefined,
): Replaying {
  const [view] = useState(() => new LessonView());
  const [begin] = useState(moment);
  const [replay, setReplay] = useState<Replay | null>(null);
  const [status, setStatus] = useState<ReplayStatus>('loading');
  const [contents, setContents] = useState<ReplayContents | null>(null);
  const [error, setError] = useState<ReplayError | null>(null);
  useEffect(() => {
    if (!container.current) return;
    const created = createReplay(container.current, { source });
    created.on('open', (opened) => {
      setContents(opened);
      const ptsMs = begin ? ptsOf(begin, opened.startPtsMs) : opened.startPtsMs;
      if (ptsMs > opened.startPtsMs) void created.seek(ptsMs);
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
