import type { Session } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';

/** How often it is read whether everything is being recorded, ms. */
const readEveryMs = 5000;

/** Tells the teacher while what is live is not being recorded. The class goes on. */
export function RecordingNotice({ session }: { session: Session }) {
  const words = useTexts().keeping;
  const isAsked = session.status === 'live' && session.recorded;
  const { data } = useQuery({
    ...queries.recordings(session.id),
    enabled: isAsked,
    refetchInterval: readEveryMs,
  });
  const alarm = data?.find((recording) => recording.alarm !== null)?.alarm;
  if (!isAsked || !alarm) return null;
  return <Notice kind="error">{words.alarm[alarm]}</Notice>;
}
