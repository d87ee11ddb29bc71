/** A shape in a folded text that means something whatever the words around it: a phone number, a plate, a link. */
export interface Signal {
  name: SignalName
  start: number
  end: number
}

/** Shapes that look like contacts and are none. They are taken out first. */
export const INNOCENT = ['vin', 'plate', 'order', 'mileage', 'hotline'] as const
/** Ways to reach somebody. */
export const CONTACTS = [
  'phone',
  'wechat',
  'add-wechat',
  'qq',
  'group',
  'telegram',
  'link',
  'pinyin',
  'account',
  'invite',
] as const
export const SIGNALS = [...INNOCENT, ...CONTACTS, 'number'] as const
export type SignalName = (typeof SIGNALS)[number]

interface Shape {
  name: SignalName
  pattern: RegExp
}

const CN_DIGIT = '0-9零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两'
/** Homophones and look-alikes of 微信 and its short forms. Only meaningful beside an id, a number or 加. */
const WECHAT =
  '(?:v信|vx|wx|w.?x|微信|微芯|微辛|威信|威芯|薇信|薇芯|徽信|唯信|维信|卫星|卫信|圍信|围信|weixin|wei xin|微❤️?|薇❤️?|v❤️?|微|薇|v|w信)'
const ADD = '(?:加|\\+|嘉|伽|茄|佳|家|jia ?|添加|搜索?|联系)'

/** In order: what an earlier shape took, a later one cannot take again. */
const SHAPES: Shape[] = [
  { name: 'vin', pattern: /(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-hj-npr-z0-9]{17}(?![a-z0-9])/g },
  {
    name: 'plate',
    pattern: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][.· -]?[a-z0-9*]{4,6}(?![a-z0-9])/g,
  },
  {
    name: 'order',
    pattern:
      /(?:订单|单号|快递|运单|发动机号?|车架号?|vin码?|身份证|保单|流水|编号|工单|卡号|尾号|后[四六]位|批次|案件号|取件码|验证码|零件号)[^,。\n?]{0,6}?[a-z]{0,4}-?\d{4,20}/g,
  },
  { name: 'mileage', pattern: /\d+(?:\.\d+)?[多来几]?(?:万|w|千|k)?[多来]? ?(?:公里|km|千米|里地|迈)/g },
  {
    name: 'hotline',
    pattern:
      /(?<![a-z0-9_-])(?:400|800)[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)|(?<![a-z0-9_-])(?:12315|12345|122|110|119|120|12123|95\d{3})(?!\d)/g,
  },
  { name: 'phone', pattern: /(?<!\d)1[3-9]\d(?:[- ]?\d){8}(?!\d)/g },
  { name: 'phone', pattern: new RegExp(`[一幺壹1][三四五六七八九3-9叁肆伍陆柒捌玖](?:[- ]?[${CN_DIGIT}o]){9}`, 'g') },
  { name: 'phone', pattern: /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g },
  { name: 'link', pattern: /(?:https?|hxxps?):? ?\/\/[^\s一-龥]*|www\.[^\s一-龥]+/g },
  {
    name: 'link',
    pattern:
      /[a-z0-9][a-z0-9-]*(?: ?(?:\.|\[\.\]|\(\.\)|。|点|,) ?[a-z0-9-]+)*? ?(?:\.|\[\.\]|\(\.\)|。|点) ?(?:com|cn|net|top|vip|xyz|shop|cc|club|example|info|io|me|site|online|tv|ltd|app|link)(?![a-z])[^\s一-龥]*/g,
  },
  {
    name: 'wechat',
    pattern: new RegExp(
      `${ADD}?(?:我|个|下|一下)?(?:的)?(?<![a-z])${WECHAT}(?:号|同号|搜|hao)?(?:是|为)? ?[:=]? ?(?:[a-z][-_a-z0-9]{4,19}|(?=\\d*[a-z])[a-z0-9][-_a-z0-9]{5,19}|\\d{6,12})(?![a-z0-9])`,
      'g',
    ),
  },
  {
    name: 'qq',
    pattern: /(?:qq|扣扣|企鹅|球球|秋秋|抠抠|\+扣|加扣|(?<![a-z])q)号?(?:群)?(?:是|为)? ?[:=]? ?\d{5,12}(?!\d)/g,
  },
  { name: 'group', pattern: /(?:群|裙|君羊|进群)号?(?:是|为)? ?[:=]? ?\d{6,12}(?!\d)/g },
  {
    name: 'add-wechat',
    pattern: new RegExp(`${ADD}(?:我|个|下)?(?:的)?(?:${WECHAT}|好友|q(?![a-z])|扣扣|企鹅)(?![型a-z0-9])`, 'g'),
  },
  { name: 'telegram', pattern: /(?:@ ?[a-z][a-z0-9_]{4,}|电报|飞机号|纸飞机)/g },
  {
    name: 'pinyin',
    pattern: /(?<![a-z])(?:jia|jiawo|wei ?xin|dai ?kuan|che ?dai|si ?liao|shua ?dan|kou ?kou|qun)(?![a-z])/g,
  },
  { name: 'invite', pattern: /邀请码 ?[:=]? ?[a-z0-9]{3,}|口令[:=]? ?[a-z0-9]{3,}|[¥￥][a-z0-9]{6,}[¥￥]/g },
  { name: 'account', pattern: /(?<![a-z0-9_-])(?=[a-z_-]*\d)(?=[\d_-]*[a-z])[a-z][a-z0-9_-]{6,19}(?![a-z0-9_-])/g },
  { name: 'number', pattern: /(?<![\d.])\d{6,12}(?![\d.])/g },
]

/** Every shape in a folded text, in the order of SHAPES. Cheap for a text without digits and Latin letters. */
export function findSignals(text: string): Signal[] {
  if (!worthLooking(text)) return []
  const found: Signal[] = []
  for (const { name, pattern } of SHAPES) {
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match[0].length === 0) pattern.lastIndex++
      else if (!overlaps(found, match.index, match.index + match[0].length))
        found.push({ name, start: match.index, end: match.index + match[0].length })
    }
  }
  return found
}

/** Does the text hold a digit run, a Latin letter, 加/嘉…, or a run of Chinese digits? Else no shape can match. */
const TRIGGER = new RegExp(`\\d{4}|\\d ?(?:公里|千米|万|w|k)|[a-z@]|[加嘉伽茄佳]|电报|飞机|[${CN_DIGIT}]{7}`)

function worthLooking(text: string): boolean {
  return TRIGGER.test(text)
}

function overlaps(found: Signal[], start: number, end: number): boolean {
  return found.some((signal) => start < signal.end && signal.start < end)
}
