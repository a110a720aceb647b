const SECOND_THOUGHT =
  /^.{1,80}?[，,。；;.!！…\s-]\s?(?:不对不对|不对|不不|说错了|我?错了|no,? wait|wait,? no|oh,? no|scratch that|correction)[，,:：。.!！…\s]+(?=[\p{L}\p{N}])/isu;

/** What somebody says after they have taken back what they said: `53` of "52, no wait, 53". */
export const lastThought = (answer: string): string => answer.replace(SECOND_THOUGHT, '');
