import type { Region } from '@lockstep/contracts';
import { type PointerEvent, type ReactNode, useState } from 'react';
import { regionBetween } from './region.js';
import './stage.css';

type Point = { readonly x: number; readonly y: number };

type RegionSurfaceProps = {
  readonly className: string;
  /** Drawn while nothing is being dragged. */
  readonly region: Region | null;
  readonly title?: string;
  readonly onDrag?: (region: Region | null) => void;
  /** The drag ended; null: it was a click. */
  readonly onDragged?: (region: Region | null) => void;
  readonly children?: ReactNode;
};

/** A ground on which a region is marked by dragging; its size is that of the slide. */
export function RegionSurface({ className, region, title, onDrag, onDragged, children }: RegionSurfaceProps) {
  const [drag, setDrag] = useState<{ from: Point; to: Point } | null>(null);
  const marked = drag ? regionBetween(drag.from, drag.to) : region;
  const pointOf = (event: PointerEvent<HTMLDivElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div
      className={`region-surface ${className}`}
      title={title}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = pointOf(event);
        setDrag({ from: point, to: point });
      }}
      onPointerMove={(event) => {
        if (!drag) return;
        const to = pointOf(event);
        setDrag({ from: drag.from, to });
        onDrag?.(regionBetween(drag.from, to));
      }}
      onPointerUp={() => {
        setDrag(null);
        if (drag) onDragged?.(marked);
      }}
      onPointerCancel={() => setDrag(null)}
    >
      {children}
      {marked && <div className="region-surface__region" style={placeOf(marked)} />}
    </div>
  );
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;

/** Where a region lies in an element that has the size of the slide. */
export const placeOf = ({ x, y, width, height }: Region) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
});
