import type { ReplyKind } from './lesson-plan.js';

type Replies = Readonly<Record<ReplyKind | 'unknown' | 'opinion', string>>;

const english: Replies = {
  right: 'That is right.',
  partly: 'Some of that is right. Let us look at it together.',
  wrong: 'Not yet. Let us look at it together.',
  nothing: 'No answer came this time. Let us go on.',
  unknown: 'Thank you. I will look at what you wrote later.',
  opinion: 'Thank you for your answers.',
};

const chinese: Replies = {
  right: '答对了。',
  partly: '有一部分对。我们一起看看。',
  wrong: '还不对。我们一起看看。',
  nothing: '这次没有收到回答。我们继续。',
  unknown: '谢谢。我稍后再看你们的回答。',
  opinion: '谢谢你们的回答。',
};

/** What is said where the author wrote nothing, in the lesson's language (BCP 47); English where we have none. */
export const plainReplies = (language: string): Replies => (/^zh\b/i.test(language) ? chinese : english);
