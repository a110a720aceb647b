import type { TeachingCommand, Session, Teaching } from '@lockstep/contracts';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { FormulaText } from '../../ui/formula-text.js';
import type { IconName } from '../../ui/icon.js';
import { Notice } from '../../ui/notice.js';
import { BudgetMeterView } from './budget-meter.js';
import { PublishKey } from './publish-key.js';
import type { Controls } from './use-controls.js';
import { answeredOf } from './answered.js';

type ControlsPanelProps = {
  readonly session: Session;
  readonly controls: Controls;
  readonly disabled: boolean;
};

/** What the virtual teacher is doing, and the controls for it. */
export function ControlsPanel({ session, controls, disabled }: ControlsPanelProps) {
  const texts = useTexts();
  const words = texts.teacher.controls;
  const { teaching } = controls;
  return (
    <section className="panel commands" aria-labelledby="commands-title">
      <div className="panel__head">
        <h2 id="commands-title">{words.title}</h2>
        {teaching && <PhaseBadge teaching={teaching} />}
      </div>
      {teaching && <CurrentStep teaching={teaching} session={session} />}
      {controls.unreadable && <p className="soft small">{words.gone}</p>}
      {teaching && <Commands teaching={teaching} controls={controls} disabled={disabled} />}
      {controls.refused && <Notice kind="error">{explain(controls.refused, texts)}</Notice>}
      {teaching?.takeOver && <TakeOver onAir={teaching.takeOver.onAir} session={session} />}
      {teaching && <SayThis controls={controls} disabled={disabled || !teaching.allowed.includes('say')} />}
      {teaching && <BudgetMeterView budget={teaching.budget} />}
    </section>
  );
}

const looks: Record<Teaching['phase'], string> = {
  teaching: 'badge badge--good',
  asking: 'badge badge--wait',
  judging: 'badge badge--wait',
  responding: 'badge badge--good',
  waiting: 'badge badge--live',
  'taken-over': 'badge badge--live',
  paused: 'badge badge--live',
  ended: 'badge',
};

function PhaseBadge({ teaching: { phase, resumes } }: { teaching: Teaching }) {
  const words = useTexts().teacher.controls;
  return (
    <span className="row">
      {resumes && <span className="small soft">{words.then(words.phase[resumes])}</span>}
      <span className={looks[phase]} role="status">
        <span className="badge__dot" />
        {words.phase[phase]}
      </span>
    </span>
  );
}

function CurrentStep({
  teaching: { step, steps, saying, window },
  session: { lesson },
}: {
  teaching: Teaching;
  session: Session;
}) {
  const texts = useTexts().teacher;
  const words = texts.controls;
  const isPoll = lesson.questions.some(({ id, poll }) => id === window?.questionId && poll === true);
  return (
    <div className="commands__step stack">
      {step && (
        <p className="small soft tabular">
          {words.step(step.index + 1, steps)} · {words.kind[step.kind]} · <code>{step.id}</code>
        </p>
      )}
      {step && (
        <progress
          className="commands__progress"
          value={step.index}
          max={Math.max(1, steps - 1)}
          aria-hidden
        />
      )}
      <p className="commands__words">
        <FormulaText text={saying ?? step?.text ?? ''} />
      </p>
      {window && (
        <p className="row small">
          <span className="tabular">{words.answered(...answeredOf(window.answered, window.present))}</span>
          {(['right', 'partly', 'wrong', 'not-reviewed'] as const).map((verdict) => {
            const count = isPoll ? 0 : (window.verdicts[verdict] ?? 0);
            return (
              count > 0 && (
                <span key={verdict} className={verdict === 'right' ? 'badge badge--good' : 'badge'}>
                  {count} {texts.answers.verdict[verdict]}
                </span>
              )
            );
          })}
        </p>
      )}
    </div>
  );
}

type PlainCommand = Exclude<TeachingCommand['type'], 'say'>;

/** In their places, whether they are possible or not: people remember places. */
const places: readonly (readonly PlainCommand[])[] = [
  ['continue', 'resume', 'pause'],
  ['back'],
  ['repeat'],
  ['skip'],
  ['close'],
  ['take-over', 'hand-back'],
];

const icons: Record<PlainCommand, IconName> = {
  pause: 'pause',
  resume: 'play',
  continue: 'play',
  back: 'stepBack',
  repeat: 'retry',
  skip: 'skip',
  close: 'check',
  'take-over': 'hand',
  'hand-back': 'swap',
};

type CommandsProps = {
  readonly teaching: Teaching;
  readonly controls: Controls;
  readonly disabled: boolean;
};

function Commands({ teaching, controls, disabled }: CommandsProps) {
  const words = useTexts().teacher.controls.commands;
  return (
    <div className="commands__buttons">
      {places.map((alternatives) => {
        const allowed = alternatives.find((type) => teaching.allowed.includes(type));
        const type = allowed ?? alternatives.at(-1);
        if (!type) return null;
        const first = type === 'resume' || type === 'continue' || type === 'hand-back';
        return (
          <Button
            key={alternatives.join()}
            icon={icons[type]}
            look={first && allowed ? 'primary' : 'plain'}
            disabled={disabled || !allowed || controls.busy}
            onClick={() => void controls.command({ type })}
          >
            {words[type]}
          </Button>
        );
      })}
    </div>
  );
}

/** Typed words that the avatar speaks. */
function SayThis({ controls, disabled }: Pick<CommandsProps, 'controls' | 'disabled'>) {
  const words = useTexts().teacher.controls.say;
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const accepted = await controls.command({ type: 'say', text: text.trim() });
    setSent(accepted);
    if (accepted) setText('');
  };
  return (
    <form className="commands__say" onSubmit={(event) => void send(event)}>
      <input
        className="input"
        aria-label={words.label}
        placeholder={words.placeholder}
        maxLength={1000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setSent(false);
        }}
      />
      <Button
        type="submit"
        look="primary"
        icon="speak"
        disabled={disabled || controls.busy || text.trim() === ''}
      >
        {words.send}
      </Button>
      <span className="small soft commands__sent" role="status">
        {sent && words.sent}
      </span>
    </form>
  );
}

type TakeOverProps = { readonly onAir: boolean; readonly session: Session };

function TakeOver({ onAir, session }: TakeOverProps) {
  const words = useTexts().teacher.controls.takeOver;
  return (
    <div className="commands__take-over stack">
      <p className="row">
        <strong>{words.title}</strong>
        <span className={onAir ? 'badge badge--live' : 'badge badge--wait'} role="status">
          <span className="badge__dot" />
          {onAir ? words.onAir : words.waiting}
        </span>
      </p>
      {!onAir && <p className="small">{words.steps}</p>}
      {!onAir && <PublishKey session={session} />}
    </div>
  );
}
