/** Numbers with a space between them, which may be one number in groups of three: `12 300`. */
const ROW = /(?<![\d.,:/-])\d{1,3}(?: \d{1,4})+(?![\d]|[.,:/]\d)/gu;
const THOUSANDS = /^[1-9]\d{0,2}(?: \d{3})+$/u;
/** A group that is no number of its own: `10 000`. */
const LEADING_ZERO = / 0\d/u;

/** What is counted by its name stands before the number: room 12, page 45, 教室12. */
const LABEL =
  /(?:^|[\s"'(])(?:room|hall|class|classroom|grade|year|form|page|line|row|chapter|unit|lesson|section|part|act|question|problem|exercise|task|step|stage|level|round|week|day|bus|tram|train|gate|platform|flight|route|door|house|floor|table|figure|group|team|player|item|box|set|station|age|age of|aged|track|zone|ward|district|experiment|trial|attempt|phase|version|windows) $/iu;
/** With these before it, the word is no label: each day, in the room. */
const DETERMINED =
  /\b(?:an?|the|each|every|per|this|that|these|those|one|any|some|no|last|next|my|our|your|his|her|its|their|whole|full)\s+[a-z]+ $/iu;
const CHINESE_LABEL = /(?:教室|房间|班级|座位|车厢|题目|公交车?|站台|包厢|考场|病房)$/u;
const MONTH =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? $/u;

/** Of a row that is a list. */
const LIST_BEFORE =
  /\b(?:sequence|row|list|series|pattern|order|sort|arrange|numbers|values|digits|multiples|squares|powers|data|scores|cards)\b[^.!?\d]{0,30}$|(?:数列|数据|排列|数字|按顺序|依次)[^。！？\d]{0,8}$/iu;
const LIST_AFTER =
  /^[^.!?\d]{0,12}\b(?:in order|from (?:small|large|low|high))|^\s?(?:排序|排列|按|从小|从大)/iu;

/** A measure and what has it: two *500 ml bottles*. */
const MEASURED =
  /^ ?(?:ml|mL|cl|l|L|g|kg|mg|cm|mm|m|km|W|V|GB|MB|TB) (?!(?:is|was|has|as|its|this|plus|times|minus|less|across|always|does|towards|upwards|downwards|equals|makes|means|weighs|measures|costs|gives|needs|contains|holds|leaves|takes|lasts|separates|remains|stands|lies)\b)\p{Ll}{2,}s\b/u;

/** A space that parts two numbers and is no part of one. */
const PARTING = '\u2002';
/** As {@link PARTING}, where a speaker takes a breath: at five, three hundred people came. */
export const BREATH_SPACE = '\u2003';

const AT_CLOCK = /(?:^|[\s"'(])(?:at|by) $/iu;
const CLOCK_AND_COUNT = /^(?:[1-9]|1[0-2]) [1-9]\d\d$/u;
/** Several of something that does something; a measure stands there as a number alone: at 5 300 metres. */
const THEY_DO =
  /^ (?!(?:(?:kilo|centi|milli)?met(?:er|re)s|feet|miles|yards|degrees|dollars|euros|pounds|francs|years|revolutions|calories|volts|watts|points|words|steps)\b)(?:\p{Ll}+ )?(?:\p{Ll}{2,}s|people|men|women|children|sheep|fish|geese|mice|oxen) (?:(?:had|have|were|are|will|would|did|do|can|could|must) |(?:are|were|came|come|went|go|left|leave|stood|stand|sat|sit|met|meet|sang|sing|ran|run|ate|eat|slept|sleep|began|begin|start|arrive|wait|gather|work|play|march|fly|flew|took|take|got|get|made|make|saw|see|drove|drive|rode|ride|swam|swim|lay|lie|\p{Ll}{2,}ed)\b)/u;

/**
 * The text with another space where two numbers stand side by side that would else be read as one in groups of three:
 * the name of a thing and a count (`Room 12 300 seats`), a row of numbers, a count of measured things. Offsets stay.
 */
export function partNumbers(text: string): string {
  return text.replace(ROW, (row: string, at: number) => {
    if (LEADING_ZERO.test(row)) return row;
    const [before, after] = [text.slice(0, at), text.slice(at + row.length)];
    const groups = row.split(' ');
    if (groups.length > 2) return isList(row, before, after) ? row.replaceAll(' ', PARTING) : row;
    if (!THOUSANDS.test(row)) return row;
    if (CLOCK_AND_COUNT.test(row) && AT_CLOCK.test(before) && THEY_DO.test(after))
      return row.replace(' ', BREATH_SPACE);
    return isNamed(before) || (Number(groups[0]) < 100 && MEASURED.test(after))
      ? row.replace(' ', PARTING)
      : row;
  });
}

/** `1 234 567 and 2 345 678` are two numbers; `64 128 256` behind *the sequence* are three. */
function isList(row: string, before: string, after: string): boolean {
  if (!/ \d{3}(?!\d)/u.test(row)) return false; // nothing that would be read as thousands
  if (!THOUSANDS.test(row) && row.split(' ').length > 3) return true;
  const isOneOfSeveral =
    /^,? (?:and|or|to|from) \d/u.test(after) || /\d,? (?:and|or|to|from) $/u.test(before);
  return !isOneOfSeveral && (LIST_BEFORE.test(before) || LIST_AFTER.test(after));
}

const isNamed = (before: string): boolean =>
  (LABEL.test(before) && !DETERMINED.test(before)) || MONTH.test(before) || CHINESE_LABEL.test(before);
