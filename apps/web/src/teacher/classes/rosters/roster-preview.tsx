import type { RosterChange, RosterFault, RosterImport } from '@lockstep/contracts';
import { useRosterTexts } from '../../../i18n/rosters-texts.js';

/** What a file does, and which of its lines are left out. */
export function RosterPreview({ found }: { found: RosterImport }) {
  const words = useRosterTexts();
  const { counts, unchanged, changes, changeCount, faults, faultCount } = found;
  const sums = words.counts(counts);
  return (
    <>
      <p role="status">
        {sums !== '' && <strong>{sums}</strong>}
        {sums === '' && (unchanged > 0 ? words.nothing : words.nobody)}{' '}
        {sums !== '' && unchanged > 0 && words.unchanged(unchanged)}
      </p>
      {faultCount > 0 && <Faults faults={faults} count={faultCount} />}
      {changes.length > 0 && <Changes changes={changes} count={changeCount} />}
    </>
  );
}

const placeOf = ({ file, line }: { file: string | null; line: number }): string =>
  file === null ? String(line) : `${file} ${String(line)}`;

function Changes({ changes, count }: { changes: readonly RosterChange[]; count: number }) {
  const words = useRosterTexts();
  return (
    <div className="rosters__scroll" tabIndex={0} role="region" aria-label={words.does}>
      <table className="rosters__table small">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.person}</th>
            <th scope="col">{words.classColumn}</th>
            <th scope="col">{words.does}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((one) => (
            <tr key={placeOf(one)}>
              <td className="tabular soft">{placeOf(one)}</td>
              <td>
                {one.name} <span className="soft">{one.email}</span>
                {one.before !== null && <span className="soft"> ({words.renamed(one.before)})</span>}
              </td>
              <td>{one.class}</td>
              <td>{one.acts.map((act) => words.acts[act]).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > changes.length && <p className="small soft">{words.more(count - changes.length)}</p>}
    </div>
  );
}

function Faults({ faults, count }: { faults: readonly RosterFault[]; count: number }) {
  const words = useRosterTexts();
  return (
    <section className="stack stack--tight" aria-label={words.leftOut(count)}>
      <h3>{words.leftOut(count)}</h3>
      <ul className="rosters__scroll small" tabIndex={0} aria-label={words.leftOut(count)}>
        {faults.map((one, i) => (
          <li key={i}>
            <span className="soft tabular">{words.at(placeOf(one))}</span>{' '}
            {one.value !== null && <span className="rosters__value">“{one.value}”</span>}{' '}
            {words.faults[one.code]}
          </li>
        ))}
        {count > faults.length && <li className="soft">{words.more(count - faults.length)}</li>}
      </ul>
    </section>
  );
}
