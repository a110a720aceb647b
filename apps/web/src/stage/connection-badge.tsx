import type { Player, PlayerStatus } from '@lockstep/player';
import { useEffect, useState } from 'react';
import { formatSeconds } from '../i18n/format.js';
import { useLanguage } from '../i18n/language.js';
import { useRewind } from './use-rewind.js';

/** How often the shown delay is read, ms. */
const readEveryMs = 1000;

const looks: Record<PlayerStatus, string> = {
  connecting: 'badge--wait',
  playing: 'badge--good',
  buffering: 'badge--wait',
  reconnecting: 'badge--wait',
  paused: '',
  ended: '',
  failed: 'badge--live',
  destroyed: '',
};

/** Whether video arrives, and how far behind the teacher it is. */
export function ConnectionBadge({ player, status }: { player: Player | null; status: PlayerStatus }) {
  const { texts, tag } = useLanguage();
  const delayMs = useDelay(player);
  const words = texts.student.connection;
  const { isLive } = useRewind(player);
  const said: Record<PlayerStatus, string> = {
    connecting: words.connecting,
    playing: isLive ? words.live : words.rewound,
    buffering: words.buffering,
    reconnecting: words.reconnecting,
    paused: isLive ? words.live : words.pausedHere,
    ended: words.ended,
    failed: words.failed,
    destroyed: words.ended,
  };
  const delay = status === 'playing' && isLive && delayMs !== null ? formatSeconds(delayMs, tag) : null;
  return (
    <span
      className={`badge ${looks[isLive || status !== 'playing' ? status : 'paused']}`}
      title={delay === null ? undefined : words.delay(delay)}
    >
      <span className="badge__dot" />
      <span role="status">{said[status]}</span>
      {delay !== null && (
        <span className="tabular" aria-hidden="true">
          {texts.common.seconds(delay)}
        </span>
      )}
    </span>
  );
}

/** The player's measured delay, ms; null while it does not know. */
function useDelay(player: Player | null): number | null {
  const [delayMs, setDelayMs] = useState<number | null>(null);
  useEffect(() => {
    if (!player) return;
    const read = () => setDelayMs(player.stats.latencyMs ?? null);
    const timer = setInterval(read, readEveryMs);
    return () => clearInterval(timer);
  }, [player]);
  return delayMs;
}
