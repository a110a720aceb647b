import type { BudgetMeter } from '@lockstep/contracts';
import { useLanguage } from '../../i18n/language.js';

/** What judging has cost so far and may still cost. */
export function BudgetMeterView({ budget }: { budget: BudgetMeter }) {
  const { texts, tag } = useLanguage();
  const words = texts.teacher.budget;
  const { tokensUsed, tokensAllowed, tokensPerStudent, costUsd, fallbacks } = budget;
  const count = (tokens: number) => new Intl.NumberFormat(tag).format(tokens);
  const reasons: Readonly<Record<string, string>> = texts.teacher.answers.reasons;
  const spent = tokensAllowed !== null && tokensUsed >= tokensAllowed;
  return (
    <section className="budget" aria-label={words.title}>
      <p className="row small">
        <span className="budget__by">
          {words.by[budget.brain]}
          {budget.model && <code> {budget.model}</code>}
        </span>
        <span className="soft tabular">{words.judged(budget.judged)}</span>
        <span className="soft tabular">
          {budget.brain === 'offline' ? words.free : words.cost(costUsd.toFixed(costUsd < 1 ? 3 : 2))}
        </span>
      </p>
      {tokensAllowed !== null && (
        <>
          <meter
            className="budget__meter"
            aria-label={words.tokens(count(tokensUsed), count(tokensAllowed))}
            min={0}
            max={tokensAllowed}
            high={tokensAllowed * 0.8}
            value={Math.min(tokensUsed, tokensAllowed)}
          />
          <p className="small soft tabular">
            {words.tokens(count(tokensUsed), count(tokensAllowed))}
            {tokensPerStudent !== null && ` · ${words.perStudent(count(tokensPerStudent))}`}
          </p>
        </>
      )}
      {spent && <p className="small">{words.empty}</p>}
      {Object.entries(fallbacks).map(([reason, times]) => (
        <p key={reason} className="small soft">
          {words.fallback(times, reasons[reason] ?? reason)}
        </p>
      ))}
    </section>
  );
}
