import type { ErasureOf } from '@lockstep/contracts';
import { useState } from 'react';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { Button } from '../../ui/button.js';
import { EraseDialog } from './erase-dialog.js';
import './erasing.css';

/** Opens the dialog that erases a student everywhere. @param of whose data; absent: they are looked for */
export function EraseButton({ of, name }: { readonly of?: ErasureOf; readonly name?: string }) {
  const words = useReviewTexts().erasure;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button small look="quiet" onClick={() => setIsOpen(true)}>
        {name === undefined ? words.open : words.openOf(name)}
      </Button>
      {isOpen && <EraseDialog {...(of && { of })} onClose={() => setIsOpen(false)} />}
    </>
  );
}
