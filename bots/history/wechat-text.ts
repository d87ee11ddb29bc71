/** What a message type is called in the chat, by WeChat's number and by the words of exporters. */
const PLACEHOLDERS: [string, RegExp][] = [
  ['图片', /^(3|image|img|picture|photo|图片)$/],
  ['语音', /^(34|voice|audio|语音|语音消息)$/],
  ['视频', /^(43|44|62|video|视频)$/],
  ['表情', /^(47|emoji|emoticon|sticker|表情|动画表情|表情包)$/],
  ['位置', /^(48|location|位置|定位)$/],
  ['名片', /^(42|66|card|contact|名片|推荐名片)$/],
  ['通话', /^(50|52|53|call|voip|通话|语音通话|视频通话)$/],
  ['文件', /^(file|文件)$/],
  ['红包', /^(redpacket|hongbao|红包)$/],
  ['转账', /^(transfer|转账)$/],
  ['小程序', /^(miniprogram|小程序)$/],
  ['链接', /^(49|link|url|share|链接|分享|链接卡片|卡片式链接|文章)$/],
]
const SYSTEM = /^(10000|10002|9999|system|sys|notice|notification|系统|系统消息|系统通知|提示|通知)$/

export const isSystemType = (type: string): boolean => SYSTEM.test(type.trim().toLowerCase())

/** What the member said, in words; a picture or file becomes `[图片]`, a shared page `[链接] its title`. */
export function wordsOf(type: string, content: string): string {
  const text = content.replace(/\r\n?/g, '\n').trim()
  const kind = type.trim().toLowerCase()
  const isXml = /^<\??\w/.test(text) && /<\/\w+>|\/>/.test(text)
  const label = PLACEHOLDERS.find(([, pattern]) => pattern.test(kind))?.[0]
  if (isXml) return fromXml(text, label)
  if (!label || text.startsWith('[')) return text
  return label === '链接' && text ? `[链接] ${text}` : `[${label}]`
}

function fromXml(xml: string, label: string | undefined): string {
  const title = tag(xml, 'title')
  // A quoted reply is an app message too; its title is what the member wrote.
  if (/<refermsg>/.test(xml) && title) return title
  if (tag(xml, 'sysmsg') || /<revokemsg>/.test(xml)) return tag(xml, 'replacemsg') ?? tag(xml, 'content') ?? ''
  const name = label ?? (/<img\b/.test(xml) ? '图片' : /<emoji\b/.test(xml) ? '表情' : '链接')
  return title && name === '链接' ? `[链接] ${title}` : `[${name}]`
}

function tag(xml: string, name: string): string | undefined {
  const inner = new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]
  const text = inner?.replace(/^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/, '$1').trim()
  return text ? plainText(text) : undefined
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const plainText = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!)
