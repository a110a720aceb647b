const orders = [
  /\b(?:ignore|disregard|forget|override)\b.*\b(?:instructions?|rubric|rules?|above|previous|prompt|key)\b/,
  /\b(?:mark|grade|score|rate|judge|count|accept|treat|consider|say|tell|answer|reply|return|output)\b.*\b(?:right|correct|true|marks?|points?|full)\b/,
  /\b(?:system|assistant|user|developer|verdict|confidence)\b["']?\s*[:=]/,
  /\b(?:you are|act as|pretend)\b.*\b(?:teacher|judge|model|assistant|ai)\b/,
  /忽略|无视|(?:判|算|标|给)(?:我|这个?|它)?(?:为|成|个)?(?:正确|对|满分)|系统[:：]/,
];

/**
 * Whether a normalised text speaks to whoever judges it rather than to the question. It changes nothing about a
 * verdict but one thing: such a text is never praised, because a sentence in good grammar is not yet an answer.
 */
export const addressesTheJudge = (text: string): boolean => orders.some((order) => order.test(text));
