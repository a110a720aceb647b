import type { AskedQuestion } from '@lockstep/contracts';
import type { Player } from '@lockstep/player';
import { useEffect, useState } from 'react';

export type Rewound = {
  /** The live edge is on screen. */
  readonly isLive: boolean;
  readonly canRewind: boolean;
  /** Seq of the opening of the question that can be answered now; null: none can be. */
  readonly openQuestionSeq: number | null;
};

const atLiveEdge: Rewound = { isLive: true, canRewind: false, openQuestionSeq: null };

const read = ({ isLive, seekable, openQuestionSeq }: Player): Rewound => ({
  ...{ isLive, canRewind: seekable !== null, openQuestionSeq },
});

/** Where in time a live player is. */
export function useRewind(player: Player | null): Rewound {
  const [rewound, setRewound] = useState(atLiveEdge);
  useEffect(() => {
    if (!player) return;
    const look = () => setRewound(read(player));
    const stops = [player.on('live', look), player.on('past', look)];
    look();
    return () => stops.forEach((stop) => stop());
  }, [player]);
  return rewound;
}

/** Whether the question of the frame on screen was closed since. */
export const isClosedMeanwhile = (
  question: AskedQuestion | null,
  { isLive, openQuestionSeq }: Rewound,
): boolean => !isLive && question?.open === true && question.openedSeq !== openQuestionSeq;
