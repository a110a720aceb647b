import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from './button.js';

/** How long the confirmation stays, ms. */
const confirmMs = 2000;

/** Copies `value`, which may be made when it is pressed, and says so. */
export function CopyButton({
  value,
  label,
  small = true,
}: {
  value: string | (() => string);
  label: string;
  small?: boolean;
}) {
  const texts = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | undefined>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), confirmMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    // Browsers offer the clipboard to secure pages alone; elsewhere the value beside it can be selected.
    if (!window.isSecureContext) return setOutcome('failed');
    return void navigator.clipboard.writeText(typeof value === 'string' ? value : value()).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  return (
    <>
      <Button small={small} icon={outcome === 'copied' ? 'check' : 'copy'} onClick={copy}>
        {outcome === 'copied' ? texts.common.copied : label}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === 'copied' && texts.common.copied}
        {outcome === 'failed' && texts.common.copyFailed}
      </span>
    </>
  );
}

/** A value to carry elsewhere, in full, with its copy button. */
export function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <div className="copyable">
      <code>{value}</code>
      <CopyButton value={value} label={label} />
    </div>
  );
}
