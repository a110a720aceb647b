import type { Session } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '../../api/queries.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';

/** How often it is read how the renditions do, ms. */
const readEveryMs = 5000;
/** How long it is said that an alarm is over, ms. */
const saidForMs = 15_000;

/** Tells the teacher what is wrong with the renditions, and when it is over. The published video goes on. */
export function RenditionsNotice({ session }: { session: Session }) {
  const words = useTexts().teacher.stream.renditions;
  const isAsked = session.status === 'live' && session.source.kind === 'rtmp';
  const { data } = useQuery({
    ...queries.renditions(session.id),
    enabled: isAsked,
    refetchInterval: readEveryMs,
  });
  const alarm = data?.alarms[0]?.code;
  const [wasWrong, setWasWrong] = useState(false);
  useEffect(() => {
    if (alarm !== undefined) {
      setWasWrong(true);
      return undefined;
    }
    const timer = setTimeout(() => setWasWrong(false), saidForMs);
    return () => clearTimeout(timer);
  }, [alarm]);
  if (!isAsked) return null;
  if (alarm !== undefined) return <Notice kind="wait">{words.alarms[alarm]}</Notice>;
  return wasWrong ? <Notice kind="good">{words.over}</Notice> : null;
}
