/**
 * Words of people who talk to the judge instead of answering, in the languages that classes write. Used only to
 * keep a model from calling such an answer right: never to blame anybody.
 */
const PATTERNS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass|skip)\b.{0,60}\b(instruction|rubric|rule|prompt|above|previous|prior|key|criteri|guideline|system|everything)/su,
  /\b(mark|grade|score|rate|judge|count|accept|award|give|consider|treat|set)\b.{0,40}\b(right|correct|full|pass|passed|perfect|100|points?|marks?|verdict|credit|true)\b/su,
  /\b(answer|verdict|output|reply|respond|return|say|print|write|repeat)\b.{0,30}\b(right|correct|json|exactly|verbatim|only|true)\b/su,
  /\b(you are|you're|act as|pretend|role ?-?play|imagine|simulate|from now on|as an ai|new instructions?|developer mode|jailbreak|dan mode)\b/u,
  /\b(system|assistant|developer|teacher|author|admin|examiner|tool)\s*(message|prompt|note|override|:|>|\])/u,
  /\b(verdict|rubric|answer key|evidence|confidence)\b/u,
  /<\|?\/?[a-z_]{2,}|\|>|\[\/?inst\]|```|\{\s*"|<!--|\]\]>|={4,}|#{3,}/u,
  /忽略|无视|無視|不要理会|忘记|忘掉|评分|評分|打分|满分|滿分|判(我|为|定)|标准答案|系统|系統|指令|提示词|你现在是|你現在是|扮演|假装|正确答案/u,
  /\b(ignora|olvida|ignorez|oublie[zr]?|ignorier|vergiss|bewerte|marca|márcalo|correcta?|noter?|notez|richtig|игнорируй|забудь|оцени|правильн|評価|無視して|正解)/u,
];

export const looksLikeInstruction = (answer: string): boolean => {
  const text = answer.normalize('NFKC').toLowerCase();
  // Letters spread by spaces or dots, and look-alikes of other scripts within a Latin word.
  const joined = text.replace(/\b(\p{L})[\s.\-_*]+(?=\p{L}\b)/gu, '$1');
  return PATTERNS.some((pattern) => pattern.test(text) || pattern.test(joined)) || mixesScripts(text);
};

const mixesScripts = (text: string): boolean =>
  /[a-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][a-z]/u.test(text);
