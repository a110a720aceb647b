import { expectTypeOf, it } from 'vitest';
import type * as contracts from '@lockstep/contracts';
import type * as declared from '../sdk/lockstep-player.js';
import type * as source from './index.js';

/** Checked by the compiler: the declaration that ships is kept by hand, and says what the source says. */
it('declares what the source exports', () => {
  expectTypeOf<declared.PlayerOptions>().toEqualTypeOf<source.PlayerOptions>();
  expectTypeOf<declared.PlayerEvents>().toEqualTypeOf<source.PlayerEvents>();
  expectTypeOf<declared.PlayerStats>().toEqualTypeOf<source.PlayerStats>();
  expectTypeOf<declared.Player>().toEqualTypeOf<source.Player>();
  expectTypeOf<declared.LessonState>().toEqualTypeOf<contracts.LessonState>();
  expectTypeOf<declared.AnyLessonEvent>().toEqualTypeOf<contracts.AnyLessonEvent>();
  expectTypeOf<keyof typeof declared>().toEqualTypeOf<keyof typeof source>();
  expectTypeOf<typeof declared.createPlayer>().toEqualTypeOf<typeof source.createPlayer>();
  expectTypeOf<keyof declared.LockstepPlayerElement>().toEqualTypeOf<keyof source.LockstepPlayerElement>();
});
