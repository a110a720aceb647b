import { type PointerEvent, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { regionBetween } from '../stage/region.js';
import { type Actions } from './use-actions.js';

type Point = { readonly x: number; readonly y: number };

/** Lies over the current slide: dragging marks a region for the class, a click takes the mark away. */
export function HighlightTool({ actions }: { actions: Actions }) {
  const texts = useTexts().teacher.say;
  const [drag, setDrag] = useState<{ from: Point; to: Point } | null>(null);
  const pointOf = (event: PointerEvent<HTMLDivElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const region = drag && regionBetween(drag.from, drag.to);
  const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
  return (
    <div
      className="highlight-tool"
      title={texts.highlightHint}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = pointOf(event);
        setDrag({ from: point, to: point });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ from: drag.from, to: pointOf(event) });
      }}
      onPointerUp={() => {
        setDrag(null);
        if (drag) void actions.act({ type: 'highlight', target: region });
      }}
      onPointerCancel={() => setDrag(null)}
    >
      {region && (
        <div
          className="highlight-tool__region"
          style={{
            left: percent(region.x),
            top: percent(region.y),
            width: percent(region.width),
            height: percent(region.height),
          }}
        />
      )}
    </div>
  );
}
