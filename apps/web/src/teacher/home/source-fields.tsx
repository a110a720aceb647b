import type { MediaFile, SessionCreateInput } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type Source = SessionCreateInput['source'];

type SourceFieldsProps = {
  /** null: a file, but there is none. */
  readonly source: Source | null;
  readonly onChange: (source: Source | null) => void;
};

/** Where a session's video comes from: a publisher, or a file of the media folder. */
export function SourceFields({ source, onChange }: SourceFieldsProps) {
  const texts = useTexts();
  const words = texts.sessions;
  const asked = useQuery(queries.mediaFiles());
  const { data: files = [], isSuccess } = asked;
  const problem = problemOf(asked);
  const fromFile = source?.kind !== 'rtmp';
  const first = files[0];
  return (
    <>
      <fieldset className="options">
        <legend className="field__label">{words.source}</legend>
        <label className="check">
          <input type="radio" name="source" checked={!fromFile} onChange={() => onChange({ kind: 'rtmp' })} />
          {words.sourceRtmp}
        </label>
        <label className="check">
          <input
            type="radio"
            name="source"
            checked={fromFile}
            onChange={() => onChange(first ? { kind: 'file', file: first.name, loop: false } : null)}
          />
          {words.sourceFile}
        </label>
      </fieldset>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {fromFile && isSuccess && !first && <Notice kind="wait">{words.noFiles}</Notice>}
      {source?.kind === 'file' && <FileFields files={files} source={source} onChange={onChange} />}
    </>
  );
}

type FileSource = Extract<Source, { kind: 'file' }>;

type FileFieldsProps = {
  readonly files: readonly MediaFile[];
  readonly source: FileSource;
  readonly onChange: (source: FileSource) => void;
};

function FileFields({ files, source, onChange }: FileFieldsProps) {
  const words = useTexts().sessions;
  return (
    <>
      <SelectField
        label={words.file}
        value={source.file}
        options={files.map(({ name }) => ({ value: name, label: name }))}
        onChange={(file) => onChange({ ...source, file })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={source.loop ?? false}
          onChange={(event) => onChange({ ...source, loop: event.target.checked })}
        />
        {words.loop}
      </label>
    </>
  );
}
