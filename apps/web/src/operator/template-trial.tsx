import type { TemplateDryRun } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../api/explain.js';
import { queries } from '../api/queries.js';
import { dryRunResult, dryRunTemplate } from '../api/templates.js';
import { saveFile } from '../browser/save-file.js';
import { useLanguage } from '../i18n/language.js';
import { useOperatorTexts } from '../i18n/operator-texts.js';
import { Button } from '../ui/button.js';
import { SelectField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';

const SECONDS = 10;

/** A template tried on a file of the media folder: what comes out, and what it costs. */
export function TemplateTrial({ templateId }: { templateId: string }) {
  const { texts } = useLanguage();
  const words = useOperatorTexts().templates;
  const files = useQuery(queries.mediaFiles());
  const [chosen, setChosen] = useState<string>();
  const names = files.data?.map(({ name }) => name) ?? [];
  const mediaFile = chosen ?? names[0];
  const run = useMutation({
    mutationFn: (file: string) => dryRunTemplate(templateId, { mediaFile: file, seconds: SECONDS }),
  });
  if (files.data && mediaFile === undefined) return <p className="small templates__trial">{words.noFiles}</p>;
  return (
    <div className="templates__trial">
      {mediaFile !== undefined && (
        <div className="row row--fields">
          <SelectField
            label={words.file}
            value={mediaFile}
            options={names.map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
          <Button disabled={run.isPending} onClick={() => run.mutate(mediaFile)}>
            {run.isPending ? words.running : words.run}
          </Button>
        </div>
      )}
      {run.error && <Notice kind="error">{explain(run.error, texts)}</Notice>}
      {run.data && <Results run={run.data} />}
    </div>
  );
}

function Results({ run }: { run: TemplateDryRun }) {
  const { tag, texts } = useLanguage();
  const words = useOperatorTexts().templates;
  const save = useMutation({
    mutationFn: async ({ name, address }: TemplateDryRun['renditions'][number]) =>
      saveFile(`${name}.mp4`, await dryRunResult(address)),
  });
  const format = (value: number) => value.toLocaleString(tag, { maximumFractionDigits: 2 });
  return (
    <>
      <Notice kind="good">
        {words.took(format(run.tookMs / 1000), format(run.durationMs / 1000), format(run.cores))}
      </Notice>
      <ul className="templates__results">
        {run.renditions.map((one) => (
          <li key={one.name} className="row">
            <span className="grow tabular">{words.result(one.name, one.width, one.height, one.kbps)}</span>
            <Button small disabled={save.isPending} onClick={() => save.mutate(one)}>
              {words.saveResult}
            </Button>
          </li>
        ))}
      </ul>
      {save.error && <Notice kind="error">{explain(save.error, texts)}</Notice>}
    </>
  );
}
