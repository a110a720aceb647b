import type { LessonState, PaceCommand } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { explain } from '../api/explain.js';
import { sendPace } from '../api/pace.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import type { IconName } from '../ui/icon.js';
import { Notice } from '../ui/notice.js';
import type { ClassroomLink } from './use-classroom.js';

type Command = PaceCommand['type'];

const icons: Record<Command, IconName> = {
  back: 'stepBack',
  repeat: 'retry',
  pause: 'pause',
  resume: 'play',
  close: 'skip',
};

type PaceControlsProps = { readonly link: ClassroomLink; readonly state: LessonState };

/** What a student who takes a lesson alone does with it. */
export function PaceControls({ link, state }: PaceControlsProps) {
  const texts = useTexts();
  const words = texts.student.alone;
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (command: Command) => {
      if (link.socket) await sendPace(link.socket, command);
    },
  });
  const isPaused = state.mode === 'paused';
  const canClose = state.question?.open === true && !isPaused;
  const commands: Command[] = ['back', 'repeat', isPaused ? 'resume' : 'pause'];
  return (
    <section className="stack" aria-label={words.controls}>
      <div className="row">
        {[...commands, ...(canClose ? (['close'] as const) : [])].map((command) => (
          <Button
            key={command}
            small
            icon={icons[command]}
            look={command === 'resume' ? 'primary' : 'plain'}
            disabled={isPending || link.state !== 'connected'}
            onClick={() => mutate(command)}
          >
            {words.command[command]}
          </Button>
        ))}
      </div>
      {isPaused && <p className="small soft">{words.paused}</p>}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
    </section>
  );
}
