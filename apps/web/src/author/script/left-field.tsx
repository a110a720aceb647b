import { useState } from 'react';
import { TextArea, TextField } from '../../ui/field.js';

type LeftFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Present: a field of so many lines. */
  readonly rows?: number;
  readonly maxLength?: number;
  /** Why what is typed cannot be taken. */
  readonly refuses?: (typed: string) => string | undefined;
  readonly onLeave: (typed: string) => void;
};

/** A text that is taken once its field is left, and not while it is refused. */
export function LeftField({ label, hint, value, rows, maxLength = 300, refuses, onLeave }: LeftFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const refused = typed === null ? undefined : refuses?.(typed.trim());
  const field = {
    label,
    hint,
    error: refused,
    maxLength,
    value: typed ?? value,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: () => {
      if (typed === null || refused !== undefined) return;
      if (typed.trim() !== value) onLeave(typed.trim());
      setTyped(null);
    },
  };
  return rows === undefined ? <TextField {...field} /> : <TextArea {...field} rows={rows} />;
}
