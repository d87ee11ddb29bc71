/** 谢谢, 明白了: the asker has what they wanted. */
const THANKS =
  /^(?:好的?|嗯+|哦+|行|可以|ok|收到)?[\s，,。!！~～、]*(?:(?:非常|太|十分)?(?:谢谢|多谢|感谢|谢了|谢啦|3q|thanks|thank you)|明白了?|知道了|搞定了|解决了|清楚了|懂了|了解了|问到了)/i

/** Longer words than these say more than thanks. */
const LONGEST_THANKS = 20

/** 谢谢，有人知道吗: thanks in advance, and the question stays. */
const ASKS_ON = /[?？吗]|怎么|有没有|谁|哪|什么|但/

export const isThanks = (text: string): boolean =>
  text.length <= LONGEST_THANKS && THANKS.test(text.trim()) && !ASKS_ON.test(text)

const MISSED = /^(?:不是(?:这个|问这个|这个意思)|答非所问|没用|不对|没(?:有)?解决|我问的(?:是|不是)|说的不是一回事)/

/** The answer was none: a person has to look after it. */
export const isMissed = (text: string): boolean => MISSED.test(text.trim())
