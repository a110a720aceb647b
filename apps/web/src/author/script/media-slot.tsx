import type { AskStep, LessonAsset } from '@lockstep/contracts';
import { mediaIn, mediaKindOf, type MediaSlot, setMedia } from '@lockstep/lesson';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { SelectField, TextField } from '../../ui/field.js';
import type { TextEdit } from './questions-panel.js';

type MediaSlotFieldsProps = {
  readonly step: AskStep;
  readonly slot: MediaSlot;
  /** What the medium stands beside. */
  readonly label: string;
  readonly files: readonly LessonAsset[];
  readonly onEdit: TextEdit;
};

/** The files of a lesson that a page can show or play. */
export const mediaPaths = (files: readonly LessonAsset[]): string[] =>
  files.map(({ path }) => path).filter((path) => mediaKindOf(path) !== undefined);

/** One of the lesson's files, and its words. Both are written once both are there. */
export function MediaSlotFields({ step, slot, label, files, onEdit }: MediaSlotFieldsProps) {
  const words = useTexts().script.questions.media;
  const held = mediaIn(step, slot);
  const [file, setFile] = useState(held?.file ?? '');
  const [alt, setAlt] = useState(held?.alt ?? '');
  const paths = mediaPaths(files);
  const known = file === '' || paths.includes(file) ? paths : [file, ...paths];
  const write = (nextFile: string, nextAlt: string) => {
    const isWhole = nextFile !== '' && nextAlt.trim() !== '';
    if (nextFile !== '' && !isWhole) return;
    const size = held?.size;
    const media = isWhole ? { file: nextFile, alt: nextAlt.trim(), ...(size && { size }) } : undefined;
    onEdit((text) => setMedia(text, step, slot, media));
  };
  return (
    <>
      <SelectField
        label={label}
        value={file}
        options={[
          { value: '', label: words.nothing },
          ...known.map((path) => ({ value: path, label: path })),
        ]}
        onChange={(path) => {
          setFile(path);
          write(path, alt);
        }}
      />
      {file !== '' && (
        <TextField
          label={words.alt}
          hint={words.altHint}
          error={alt.trim() === '' ? words.altMissing : undefined}
          required
          maxLength={300}
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
          onBlur={() => alt !== held?.alt && write(file, alt)}
        />
      )}
    </>
  );
}
