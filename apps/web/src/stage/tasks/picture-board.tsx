import { type Area, mediaPath, type Point, type ShownMedia } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { placeOf } from '../region-surface.js';
import './picture-board.css';

/** A picture and what lies on it: everything on it is placed in fractions of its width and height. */
export function PictureBoard({
  media,
  children,
}: {
  readonly media: ShownMedia | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <div className="board">
      {media && <img src={mediaPath(media.id)} alt={media.alt} draggable={false} />}
      {children}
    </div>
  );
}

export const boxOf = ({ region, round }: Area) => ({
  ...placeOf(region),
  ...(round && { borderRadius: '50%' }),
});

type MarkProps = {
  readonly at: Point;
  readonly look: 'own' | 'right' | 'wrong' | 'class';
  readonly text?: string;
};

/** A place that was marked. */
export const BoardMark = ({ at: { x, y }, look, text }: MarkProps) => (
  <span
    className={`board__mark board__mark--${look}`}
    style={{ left: `${(x * 100).toFixed(1)}%`, top: `${(y * 100).toFixed(1)}%` }}
    aria-hidden="true"
  >
    {text}
  </span>
);
