import { useTexts } from '../i18n/language.js';
import { SelectField } from './field.js';

/** null: as the lesson says, or else the server. */
export type RecordingChoice = boolean | null;

type RecordingFieldProps = {
  readonly value: RecordingChoice;
  /** What null means here. */
  readonly otherwise: string;
  readonly onChange: (value: RecordingChoice) => void;
};

/** Whether a session is recorded. */
export function RecordingField({ value, otherwise, onChange }: RecordingFieldProps) {
  const words = useTexts().keeping;
  return (
    <SelectField
      label={words.recording}
      value={value === null ? 'default' : value ? 'yes' : 'no'}
      options={[
        { value: 'default', label: otherwise },
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ]}
      onChange={(next) => onChange(next === 'default' ? null : next === 'yes')}
    />
  );
}
