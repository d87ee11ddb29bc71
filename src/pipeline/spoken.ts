/** What platforms write in place of something that was not said: the place, the red packet, the money. */
const NOT_SAID = /^\s*\[(?:位置|QQ红包|微信红包|红包|转账|语音通话|视频通话)\]/
const PLACEHOLDER = /\[(?:图片|语音|视频|文件|动画表情|表情|链接|小程序|聊天记录)\]/g

/** Whether there are words in a message, beside pictures, places and packets. */
export const hasWords = (text: string): boolean => !NOT_SAID.test(text) && text.replace(PLACEHOLDER, '').trim() !== ''
