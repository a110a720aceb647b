import { type DeckSlide, type Region } from '@lockstep/contracts';
import { type PointerEvent, useState } from 'react';
import { regionBetween } from '../classroom/stage/region.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';

type Point = { readonly x: number; readonly y: number };
const sides = ['x', 'y', 'width', 'height'] as const;

/** A part of a slide, marked by dragging or by four numbers (percent) for those who do not drag. */
export function RegionPicker({
  slide,
  value,
  onPick,
}: {
  slide: DeckSlide;
  value: Region | null;
  onPick: (region: Region | null) => void;
}) {
  const texts = useTexts();
  const [region, setRegion] = useState<Region | null>(value);
  const [from, setFrom] = useState<Point | null>(null);
  const pointOf = (event: PointerEvent<HTMLDivElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
  const shown = region ?? { x: 0, y: 0, width: 0, height: 0 };
  return (
    <div className="stack">
      <div
        className="region-picker"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(pointOf(event));
        }}
        onPointerMove={(event) => {
          if (from) setRegion(regionBetween(from, pointOf(event)));
        }}
        onPointerUp={() => setFrom(null)}
        onPointerCancel={() => setFrom(null)}
      >
        <img src={slide.url} alt={slide.title ?? ''} draggable={false} />
        {region && (
          <div
            className="region-picker__region"
            style={{
              left: percent(region.x),
              top: percent(region.y),
              width: percent(region.width),
              height: percent(region.height),
            }}
          />
        )}
      </div>
      <div className="row region-picker__numbers">
        {sides.map((side) => (
          <input
            key={side}
            className="input input--small tabular"
            type="number"
            min={0}
            max={100}
            step={0.5}
            aria-label={texts.cuesEditor.sides[side]}
            title={texts.cuesEditor.sides[side]}
            value={Math.round(shown[side] * 1000) / 10}
            onChange={(event) => {
              const fraction = event.target.valueAsNumber / 100;
              if (fraction >= 0 && fraction <= 1) setRegion({ ...shown, [side]: fraction });
            }}
          />
        ))}
      </div>
      <div className="row">
        <Button look="primary" disabled={!region} onClick={() => onPick(region)}>
          {texts.common.save}
        </Button>
        <Button onClick={() => onPick(null)}>{texts.cuesEditor.noRegion}</Button>
      </div>
    </div>
  );
}
