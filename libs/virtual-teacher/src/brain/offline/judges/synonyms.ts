import { stemOf } from '../scorer/stem.js';

/**
 * Everyday words that may stand for one another in a short answer, one group a line. They never make an answer right:
 * they only keep it from being called wrong, so that a word may stand in several groups.
 */
const groups = `big large huge great giant enormous massive vast
small little tiny minute mini
fast quick rapid speedy swift
slow sluggish gradual
happy glad cheerful joyful pleased delighted
sad unhappy upset sorrowful miserable
angry mad furious cross annoyed
afraid scared frightened fearful terrified anxious nervous worried
brave bold courageous fearless heroic
clever smart intelligent bright wise brilliant
stupid silly foolish dumb
beautiful pretty lovely handsome attractive gorgeous
ugly unattractive
tired sleepy exhausted weary
rich wealthy
poor needy
strong powerful mighty tough
weak feeble fragile
hard difficult tough challenging
easy simple effortless
good fine nice great excellent
bad awful terrible poor evil
old ancient aged elderly antique
new modern recent fresh
hot warm boiling
cold cool chilly freezing icy
wet damp moist humid soaked
dry arid
clean tidy neat pure
dirty messy filthy
funny amusing humorous comical
strange odd weird unusual peculiar
quiet silent calm peaceful still
loud noisy
important vital essential crucial key main
dangerous unsafe risky hazardous harmful
safe secure
correct right true accurate
wrong incorrect false mistaken
ill sick unwell
kind friendly nice caring gentle
rude impolite
lucky fortunate
famous known popular celebrated
enough sufficient
begin start commence
end finish stop close conclude
make create build produce construct form
buy purchase get
get receive obtain
give donate hand offer
take grab carry
say tell speak talk state
look see watch observe view notice
walk go stroll march
run race sprint jog
jump leap hop
eat consume feed devour
shout yell scream cry call
cry weep sob
laugh giggle
like love enjoy adore
hate dislike loathe detest
help aid assist support
fix repair mend
break smash damage destroy crack
change alter transform convert modify
choose pick select
collect gather
hide conceal
join connect link attach unite combine
leave depart exit go
arrive come reach
need require
show display present
think believe
try attempt
use employ apply utilise
grow increase rise expand
decrease reduce shrink fall drop
melt thaw liquefy dissolve
house home dwelling building residence
child kid youngster infant baby
man male gentleman guy
woman female lady
mother mum mom mummy mama
father dad daddy papa
grandmother grandma granny nan
grandfather grandpa grandad
friend pal mate companion buddy
doctor physician medic
teacher tutor instructor educator
student pupil learner
policeman policewoman officer cop police
boss manager leader chief head
king ruler monarch
job work occupation profession career
money cash currency
car automobile vehicle
plane aeroplane airplane aircraft jet
bike bicycle cycle
ship boat vessel
road street way lane
shop store market
autumn fall
sweets candy
biscuit cookie
trousers pants
film movie picture
flat apartment
holiday vacation
rubbish garbage trash waste
lift elevator
tap faucet
football soccer
torch flashlight
pavement sidewalk
stomach belly tummy abdomen
rock stone
soil earth ground dirt land
sea ocean
forest wood woods jungle
hill mountain
river stream
rain rainfall precipitation
wind breeze
fire flame blaze
smell odour odor scent
noise sound
error mistake
answer reply response solution
question query
story tale
gift present
trip journey voyage
fight battle war conflict
sunlight sunshine sun light
sugar glucose
gas vapour vapor steam
energy power
force push pull strength
speed velocity pace
heat warmth temperature
animal creature beast
insect bug
snake serpent
rabbit hare bunny
frog toad
donkey ass
rat mouse
pig hog swine
hen chicken
plant vegetation
backbone spine
germ bacteria microbe
illness disease sickness
medicine drug cure remedy
picture image drawing
line row
part piece section bit
edge side border
middle centre center
top peak summit
bottom base
circle round ring
whole entire all complete total
some several few
many lots numerous
same equal identical alike
different unlike unequal
near close nearby
far distant
above over
below under beneath underneath
before earlier
after later
always forever
often frequently
sometimes occasionally
rarely seldom
quickly fast rapidly
maybe perhaps possibly`;

const shared = new Map<string, Set<number>>();
for (const [index, line] of groups.split('\n').entries()) {
  for (const word of line.split(' ')) {
    const stem = stemOf(word);
    const lines = shared.get(stem) ?? new Set<number>();
    shared.set(stem, lines.add(index));
  }
}

/** Whether two words may stand for one another. */
export function areNear(one: string, other: string): boolean {
  const [a, b] = [stemOf(one), stemOf(other)];
  if (a === b) return true;
  const lines = shared.get(b);
  return [...(shared.get(a) ?? [])].some((line) => lines?.has(line) === true);
}

/** A longer accepted answer is one way of saying it among many. */
const MOST_WORDS_OF_A_WORD = 3;

/**
 * Whether an answer may be a key in words that nobody listed: a synonym of each of its words or, of a longer key, any
 * of its words at all.
 */
export function maySayTheSame(answer: readonly string[], key: readonly string[]): boolean {
  if (answer.length === 0 || key.length === 0) return false;
  const isSaid = (meant: string) => answer.some((word) => areNear(word, meant));
  return key.length > MOST_WORDS_OF_A_WORD ? key.some(isSaid) : key.every(isSaid);
}
