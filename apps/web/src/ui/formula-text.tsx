import { readableTex, texAt } from '@lockstep/lesson';
import { useEffect, useMemo, useRef, useState } from 'react';
import './formula-text.css';

/** Text of a lesson; what stands in it between dollar signs is set as a formula. */
export function FormulaText({ text }: { text: string }) {
  const parts = useMemo(() => partsOf(text), [text]);
  return (
    <>
      {parts.map((part, index) =>
        part.tex === undefined ? (
          part.text
        ) : (
          <Formula key={`${String(index)} ${part.tex}`} tex={part.tex} isDisplayed={part.isDisplayed} />
        ),
      )}
    </>
  );
}

type Part =
  | { readonly text: string; readonly tex?: undefined }
  | { readonly tex: string; readonly isDisplayed: boolean };

export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    const end = texAt(text, at);
    if (end === undefined) {
      at++;
      continue;
    }
    if (at > from) parts.push({ text: text.slice(from, at) });
    const isDisplayed = text.startsWith('$$', at);
    parts.push({ tex: text.slice(at, end).replace(/^\$+|\$+$/g, ''), isDisplayed });
    from = at = end;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** MathML, which browsers draw and screen readers read. Until it is there, and where it cannot be, plain signs. */
function Formula({ tex, isDisplayed }: { tex: string; isDisplayed: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isSet, setIsSet] = useState(false);
  useEffect(() => {
    let isGone = false;
    // Loaded with the first formula: most lessons have none.
    void import('temml').then(({ default: temml }) => {
      if (isGone || !place.current) return;
      try {
        temml.render(tex, place.current, { displayMode: isDisplayed, throwOnError: true, trust: false });
        setIsSet(true);
      } catch {
        // not TeX that is understood: it stays in plain signs, which is all that can be shown of it
      }
    });
    return () => {
      isGone = true;
    };
  }, [tex, isDisplayed]);
  return (
    <span className="formula" data-displayed={isDisplayed}>
      {!isSet && readableTex(tex)}
      <span ref={place} hidden={!isSet} />
    </span>
  );
}
