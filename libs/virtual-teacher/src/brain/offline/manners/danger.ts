import { MAX_PARTS, MAX_SURVEY_TEXT, type ShownTask, type Task } from '@lockstep/contracts';

/**
 * Words of self-harm or danger: about the writer, or about doing harm to people. What may be a film, a book or a joke is
 * told to the teacher as well, who knows the student; what is only a figure of speech ("I could eat a horse") is not.
 */
const patterns = [
  /\b(?:kill|killing|killed|hurt|hurting|harm|harming|cut|cutting|hang|hanging|hate) (?:my\s?self|meself)\b/,
  /\b(?:end|ending|take|taking|ended) (?:my (?:own )?life|it all)\b/,
  /\bi(?:'m| am)?(?: \w+){0,3} (?:want|wanna|wish|like|going|gonna|ready)(?: to| i could| i was| i were)? (?:die|be dead|dead|disappear for ?ever)\b/,
  /\b(?:wanna|want to|wish to) die\b|\bi wish i (?:was|were) (?:dead|never born)\b/,
  /\b(?:suicide|suicidal|self[- ]?harm(?:ing)?|kms)\b/,
  /\b(?:do not|don't|dont|no longer) (?:want|wanna|wish)(?: to)? (?:live|be alive|exist|be here)(?: any\s?more)?\b/,
  /\b(?:no reason to live|better off (?:dead|without me)|can't go on|cannot go on living|life is not worth living)\b/,
  /\b(?:he|she|they|dad|father|mum|mom|mother|uncle|stepfather|stepdad|teacher|someone|somebody|brother|boyfriend|man) (?:is |keeps |always )?(?:hits?|beats?|beating|hitting|touch(?:es|ing)?|abus(?:es|ing|ed)|rap(?:es|ed|ing)|hurts?|hurting|threatens?|threatening) me\b/,
  /\bi(?:'m| am| was|'ve been| have been) (?:being |getting )?(?:abused|raped|molested|beaten|threatened|bullied)\b/,
  /\b(?:i(?:'m| am)? (?:going to|gonna|will|want to|wanna)|i'll) (?:kill|shoot|stab|hurt|bomb|poison|burn) (?:you|him|her|them|everyone|everybody|someone|people|the (?:class|school|teacher)|my (?:teacher|class|classmates|family|parents|mum|mom|dad|brother|sister))\b/,
  /\b(?:shoot|blow|bomb|burn)(?:ing)? (?:up )?(?:the|this|my|our) (?:school|class|classroom)\b/,
  /\bbring(?:ing)? a (?:gun|knife|bomb) to (?:school|class)\b/,
  /\b(?:i am|i'm) (?:not safe|in danger)\b|\bi(?:'m| am) (?:scared|afraid) to go home\b/,
  /自杀|自殺|自残|自殘|自尽|割腕|轻生|想死|想要死|去死算|不想活|不想再活|活不下去|活着没意思|结束(?:我的|自己的)?生命|伤害(?:我)?自己/,
  /(?:爸爸?|妈妈?|父亲|母亲|叔叔|舅舅|老师|哥哥|他|她|有人|他们)(?:总是|经常|天天|一直|又)?(?:打我|虐待我|摸我|强奸|猥亵|威胁我|欺负我|殴打我)/,
  /我(?:要|想)(?:杀|捅|炸)(?:了|死)?(?:你|他|她|他们|大家|老师|同学|学校|爸|妈)/,
  /\b(?:ich will (?:nicht mehr leben|sterben)|(?:mich|mir) (?:umbringen|das leben nehmen|ritzen)|selbstmord|suizid)\b/,
  /\b(?:je veux mourir|me suicider|me tuer|envie de mourir)\b|\b(?:quiero morir(?:me)?|suicidarme|matarme|no quiero vivir)\b/,
];

function writtenParts(parts: readonly string[], task: ShownTask | Task | undefined): readonly string[] {
  if (task === undefined || task.kind === 'gaps') return parts;
  return task.kind === 'survey' ? parts.filter((_, i) => task.items[i]?.by === 'text') : [];
}

/**
 * What a student wrote of an answer, as opposed to what they chose: of the parts of a task what is written into gaps and forms.
 * @param task undefined if the question has no task, or it is not known
 */
export const writtenWords = (
  { text, parts = [] }: { readonly text: string | null; readonly parts?: readonly string[] },
  task: ShownTask | Task | undefined,
): string => [text ?? '', ...writtenParts(parts, task)].join(' ');

/** Longest text that is looked through, characters: an answer, or a form that is full of texts. */
const MAX_CHARACTERS = MAX_PARTS * (MAX_SURVEY_TEXT + 1);

/** Whether a text holds words that a grown-up must see at once, whatever was asked. */
export function speaksOfDanger(text: string): boolean {
  const plain = text
    .slice(0, MAX_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[\p{Cf}*_~]/gu, '')
    .replace(/\s+/g, ' ');
  return patterns.some((pattern) => pattern.test(plain));
}
