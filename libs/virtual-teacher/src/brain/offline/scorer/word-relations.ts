/** Words that mean much the same in a school's answers, one group a line; and pairs that mean the opposite. */
const groups = `big large huge great giant
small little tiny minute
fast quick rapid speedy
many lots several multiple
same equal identical alike
different differ unlike
begin start
stop end finish cease
make create produce form cause
show tell indicate reveal demonstrate
see observe notice look
move travel
become turn
break crack split
join connect attach link touch
split separate apart divide
hole gap opening break space
vanish disappear gone
stay remain keep still
need require must
dry evaporate
push force
hit strike bump collide
ground land soil earth dirt
rock stone
sunlight sun light
kind type sort
part piece bit portion
put place add
use utilize
help aid
rough coarse bumpy
smooth even flat
compare measure
amount quantity volume
weight mass heavy
vibrate shake
bubble fizz foam gas
path pathway way route
bulb lamp light
close complete
damage burn break
steep slope
contain include have
far distant
near close
wire cord
food nutrient`;

const opposites = `more less
more few
big small
large small
large little
fast slow
high low
long short
hot cold
warm cool
hard soft
heavy light
light dark
up down
in out
open close
increase decrease
rise fall
gain lose
same different
equal different
attract repel
connect separate
left right
top bottom
north south
east west
strong weak
thick thin
wide narrow
deep shallow
rough smooth
first last
before after
above below
over under
inside outside
push pull
positive negative
conductor insulator
series parallel
start stop
begin end
float sink
always never
all none
yes no
full empty
wet dry
new old
true false
near far
complete incomplete
possible impossible
can cannot
acid base
solid liquid
add remove
contain lack
absorb reflect
living dead
most least
better worse
loud quiet
bright dim
fine coarse
steep flat
toward away
expand contract
freeze melt
evaporate condense
tall short
tight loose
loud soft
smooth bumpy
clear cloudy
sharp dull
old young
early late
easy hard`;

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** A stem as one end of a pair of opposites. */
export type End = { readonly axis: number; readonly sign: 1 | -1 };

export type Relations = {
  readonly near: (a: string, b: string) => boolean;
  readonly opposite: (a: string, b: string) => boolean;
  /** Ends of pairs that each stem is. */
  readonly axes: ReadonlyMap<string, readonly End[]>;
};

function axesOf(stem: (word: string) => string): ReadonlyMap<string, readonly End[]> {
  const axes = new Map<string, End[]>();
  for (const [axis, line] of opposites.split('\n').entries()) {
    for (const [index, word] of line.trim().split(' ').entries()) {
      const ends = axes.get(stem(word)) ?? [];
      axes.set(stem(word), ends);
      ends.push({ axis, sign: index === 0 ? 1 : -1 });
    }
  }
  return axes;
}

/** Both lists over stems. */
export function relationsOf(stem: (word: string) => string): Relations {
  const near = new Set<string>();
  for (const line of groups.split('\n')) {
    const stems = line.trim().split(' ').map(stem);
    for (const a of stems) for (const b of stems) if (a !== b) near.add(pairKey(a, b));
  }
  const opposite = new Set(
    opposites.split('\n').map((line) => {
      const [a = '', b = ''] = line.trim().split(' ').map(stem);
      return pairKey(a, b);
    }),
  );
  return {
    near: (a, b) => near.has(pairKey(a, b)),
    opposite: (a, b) => opposite.has(pairKey(a, b)),
    axes: axesOf(stem),
  };
}
