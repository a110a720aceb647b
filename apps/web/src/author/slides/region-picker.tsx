import type { DeckSlide, Region } from '@lockstep/contracts';
import { useState } from 'react';
import { RegionSurface } from '../../stage/region-surface.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';

const sides = ['x', 'y', 'width', 'height'] as const;
const nothing: Region = { x: 0, y: 0, width: 0, height: 0 };

type RegionPickerProps = {
  readonly slide: DeckSlide;
  readonly value: Region | null;
  readonly onPick: (region: Region | null) => void;
};

/** A part of a slide, marked by dragging or by four numbers (percent) for those who do not drag. */
export function RegionPicker({ slide, value, onPick }: RegionPickerProps) {
  const texts = useTexts();
  const [region, setRegion] = useState<Region | null>(value);
  const shown = region ?? nothing;
  return (
    <div className="stack">
      <RegionSurface className="region-picker" region={region} onDrag={setRegion}>
        <img src={slide.url} alt={slide.title ?? ''} draggable={false} />
      </RegionSurface>
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
