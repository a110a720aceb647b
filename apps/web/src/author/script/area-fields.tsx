import { type AskStep, type LessonAsset, mediaPath, type Region } from '@lockstep/contracts';
import { setInQuestion } from '@lockstep/lesson';
import { useTexts } from '../../i18n/language.js';
import { placeOf, RegionSurface } from '../../stage/region-surface.js';
import { Button, IconButton } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import {
  type AreaRow,
  extraOf,
  insidePicture,
  keysOf,
  newRow,
  type PictureTask,
  rowsOf,
  withName,
  withShape,
} from './area-rows.js';
import { LeftField } from './left-field.js';
import type { TextEdit } from './questions-panel.js';
import './area-fields.css';

type AreaFieldsProps = {
  readonly step: AskStep;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

const sides = ['x', 'y', 'width', 'height'] as const;
const inTheMiddle: Region = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

/** The areas of a question that is answered on its picture: drawn by dragging, or typed as numbers. */
export function AreaFields({ step, files, onEdit }: AreaFieldsProps) {
  const texts = useTexts();
  const { task, media } = step;
  if (task?.kind !== 'hotspot' && task?.kind !== 'label') return null;
  const words = texts.script.questions.areas;
  const rows = rowsOf(task);
  const asset = files.find(({ path }) => path === media?.file);
  const write = (next: readonly AreaRow[], extra?: readonly string[]) =>
    onEdit((text) =>
      Object.entries(keysOf(task, next, extra)).reduce(
        (held, [key, value]) => setInQuestion(held, step.id, [key], value),
        text,
      ),
    );
  const nameOf =
    task.kind === 'hotspot' ? texts.script.questions.media.area : texts.script.questions.media.label;
  const add = (region: Region) => write([...rows, newRow(rows, nameOf, insidePicture(region))]);
  const isFull = rows.length >= 20;
  return (
    <section className="stack" aria-labelledby="areas-title">
      <h3 id="areas-title">{words.title}</h3>
      <p className="small soft">{words.hint[task.kind]}</p>
      {asset && media && (
        <Drawing asset={asset} alt={media.alt} rows={rows} onDrawn={(region) => !isFull && add(region)} />
      )}
      {rows.map((row, i) => (
        <AreaRowFields
          key={row.text}
          row={row}
          index={i}
          kind={task.kind}
          taken={rows.map(({ text }) => text)}
          onChange={(next) => write(rows.with(i, next))}
          onRemove={rows.length > 1 ? () => write(rows.filter((_, at) => at !== i)) : undefined}
        />
      ))}
      <div className="row">
        <Button small icon="plus" disabled={isFull} onClick={() => add(inTheMiddle)}>
          {words.add[task.kind]}
        </Button>
      </div>
      <TaskOptions
        task={task}
        rows={rows}
        onKeys={(key, value) => onEdit((text) => setInQuestion(text, step.id, [key], value))}
      />
      {task.kind === 'label' && (
        <LeftField
          label={words.extra}
          hint={words.extraHint}
          value={extraOf(task).join(', ')}
          onLeave={(typed) => write(rows, listIn(typed, rows))}
        />
      )}
    </section>
  );
}

type DrawingProps = {
  readonly asset: LessonAsset;
  readonly alt: string;
  readonly rows: readonly AreaRow[];
  readonly onDrawn: (region: Region) => void;
};

/** The picture with its areas; dragging over it draws another one. */
function Drawing({ asset, alt, rows, onDrawn }: DrawingProps) {
  return (
    <RegionSurface className="region-picker" region={null} onDragged={(region) => region && onDrawn(region)}>
      <img src={mediaPath(asset.sha256)} alt={alt} draggable={false} />
      {rows.map((row, i) => (
        <span
          key={row.text}
          className="areas__area"
          style={{ ...placeOf(row.region), ...(row.round && { borderRadius: '50%' }) }}
          data-right={row.right}
          aria-hidden="true"
        >
          {i + 1}
        </span>
      ))}
    </RegionSurface>
  );
}

/** What is typed between commas, each once, and nothing that is a label already. */
const listIn = (typed: string, rows: readonly AreaRow[]): string[] => [
  ...new Set(
    typed
      .split(/[,，、]/u)
      .map((one) => one.trim())
      .filter((one) => one !== '' && rows.every(({ text }) => text !== one)),
  ),
];

type OptionsProps = {
  readonly task: PictureTask;
  readonly rows: readonly AreaRow[];
  readonly onKeys: (key: string, value: unknown) => void;
};

/** How many places are to be marked, and whether students see the areas. */
function TaskOptions({ task, rows, onKeys }: OptionsProps) {
  const words = useTexts().script.questions.areas;
  if (task.kind !== 'hotspot') return null;
  const right = rows.filter((row) => row.right).length;
  return (
    <div className="row">
      <TextField
        small
        label={words.marks}
        type="number"
        min={1}
        max={right}
        value={task.marks}
        onChange={({ target }) => {
          const marks = target.valueAsNumber;
          if (marks >= 1 && marks <= right) onKeys('marks', marks === 1 ? undefined : Math.floor(marks));
        }}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={task.outlined}
          disabled={rows.length < 2}
          onChange={(event) => onKeys('outlined', event.target.checked || undefined)}
        />
        {words.outlined}
      </label>
    </div>
  );
}

type RowProps = {
  readonly row: AreaRow;
  readonly index: number;
  readonly kind: PictureTask['kind'];
  readonly taken: readonly string[];
  readonly onChange: (row: AreaRow) => void;
  readonly onRemove: (() => void) | undefined;
};

function AreaRowFields({ row, index, kind, taken, onChange, onRemove }: RowProps) {
  const words = useTexts().script.questions.areas;
  const refuses = (typed: string) =>
    typed === '' || (typed !== row.text && taken.includes(typed)) ? words.taken : undefined;
  return (
    <fieldset className="areas__row">
      <legend className="visually-hidden">{words.number(index + 1)}</legend>
      <span className="areas__number tabular" aria-hidden="true">
        {index + 1}
      </span>
      <div className="areas__fields">
        <LeftField
          label={words.text[kind]}
          value={row.text}
          refuses={refuses}
          onLeave={(text) => onChange({ ...row, text })}
        />
        {kind === 'label' && (
          <LeftField
            label={words.where}
            value={row.name ?? ''}
            onLeave={(name) => onChange(withName(row, name))}
          />
        )}
        <RegionNumbers region={row.region} onChange={(region) => onChange({ ...row, region })} />
        {kind === 'hotspot' && <HotspotChecks row={row} onChange={onChange} />}
      </div>
      <IconButton icon="trash" label={words.remove(index + 1)} disabled={!onRemove} onClick={onRemove} />
    </fieldset>
  );
}

/** Where an area lies, in percent. */
function RegionNumbers({
  region,
  onChange,
}: {
  readonly region: Region;
  readonly onChange: (region: Region) => void;
}) {
  const words = useTexts().cuesEditor.sides;
  return (
    <div className="row region-picker__numbers">
      {sides.map((side) => (
        <input
          key={side}
          className="input input--small tabular"
          type="number"
          min={0}
          max={100}
          step="any"
          aria-label={words[side]}
          title={words[side]}
          value={Math.round(region[side] * 1000) / 10}
          onChange={({ target }) => {
            if (Number.isNaN(target.valueAsNumber)) return;
            onChange(insidePicture({ ...region, [side]: target.valueAsNumber / 100 }));
          }}
        />
      ))}
    </div>
  );
}

function HotspotChecks({ row, onChange }: Pick<RowProps, 'row' | 'onChange'>) {
  const words = useTexts().script.questions.areas;
  return (
    <div className="row">
      <label className="check">
        <input
          type="checkbox"
          checked={row.right}
          onChange={(event) => onChange({ ...row, right: event.target.checked })}
        />
        {words.right}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={row.round ?? false}
          onChange={(event) => onChange(withShape(row, event.target.checked))}
        />
        {words.round}
      </label>
    </div>
  );
}
