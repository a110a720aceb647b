import type { TRANSITIONS } from './teaching-machine.js';

type Rows = typeof TRANSITIONS;
/** Names of states in Mermaid hold no hyphen. */
const nameOf = (phase: string): string => phase.replaceAll('-', '_');

/** The state diagram (Mermaid) of the moves that change the phase. Paused and taken over lead back to what was left. */
export function diagramOf(rows: Rows): string {
  const arrows = new Map<string, string[]>();
  for (const { move, by, from, to } of rows) {
    if (to === 'same' || to === 'ended') continue;
    for (const phase of from) {
      if (phase === to) continue;
      const target = to === 'resumed' ? 'what_was_left' : to;
      const arrow = `${nameOf(phase)} --> ${nameOf(target)}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), by === 'teacher' ? `${move} (teacher)` : move]);
    }
  }
  const lines = [...arrows].map(([arrow, moves]) => `  ${arrow}: ${[...new Set(moves)].join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> teaching', '  [*] --> waiting', ...lines, '```'].join(
    '\n',
  );
}

const running = 'teaching, asking, judging, responding, waiting';

/** The same as a table, conditions and effects included. */
export function tableOf(rows: Rows): string {
  const lines = rows.map(({ move, by, from, to, resumes, when, step, interrupts, mode }) => {
    const phases = from.join(', ').replace(running, 'every running phase');
    const kept = resumes && { left: 'the phase left', kept: 'what was kept', teaching: 'teaching' }[resumes];
    const target = kept === undefined ? to : `${to}, resumes ${kept}`;
    const effects = [
      step &&
        { next: 'the next step begins', again: 'the step begins again', previous: 'the step before begins' }[
          step
        ],
      interrupts && { pause: 'after the sentence', cut: 'at once' }[interrupts],
      mode && `mode ${mode}`,
    ];
    const cells = [move, by, phases, when?.[0] ?? '', target, effects.filter(Boolean).join('; ')];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| move | by | from | if | to | effect |', '| --- | --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}
