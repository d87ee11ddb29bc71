import { ACTIVITY_NOUN } from './rsvp-words.js'

const GENERIC =
  /^(?:重要|活动)?(?:通知|公告|活动预告|活动通知|活动报名|报名|活动|预告|福利|重要|置顶|官方|车主活动|车友活动)$/
const TAIL =
  /(?:现在|正式|今天|即日起)?(?:开始|接受|火热|开放)?(?:接龙)?报名(?:啦|了|咯|中|通道|开启|开始|进行中)*.*$|(?:正式)?(?:开始|来|上线|启动)(?:啦|了|咯)+.*$|(?:欢迎|有兴趣|想去|想来|诚邀|名额|限\d|要去).*$/
const FRONT =
  /^(?:@\S+\s*|各位[\u4e00-\u9fa5]{0,6}|亲爱的[\u4e00-\u9fa5]{0,6}|大家好|家人们|哈喽|hello|hi|通知|公告|注意了|好消息|[\s,，:：!！~～#]|\p{Extended_Pictographic}|\ufe0f)+/iu
const WHEN =
  /^(?:(?:定于|就)?(?:\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}|\d{1,2}[号日]|(?:这个?|本|下个?)?(?:周|星期|礼拜)[一二三四五六日天末]|明天|后天)(?:[（(][^)）]*[)）])?(?:早上|上午|下午|晚上|中午)?(?:\d{1,2}(?::\d{2}|点半?))?[\s,，]*)+/
const SUBJECT =
  /^(?:我们|咱们|咱|店里|本店|俱乐部|车友会|我店)?(?:将|要|准备|计划|打算|会)?(?:组织|举办|举行|安排|开展|搞|办)?(?:一次|一场|个|一个)?/

const LONGEST = 24

/** A short name for an activity from its notice: the headline without the call, the greeting and the date. */
export function readTitle(text: string): string {
  const lines = text
    .split(/\n+/)
    .map((line) => line.replace(FRONT, '').trim())
    .filter(Boolean)
  const first = lines[0] ?? text.trim()
  const bracket = /[【《[]([^】》\]]{2,24})[】》\]]/.exec(first)
  const head = bracket?.[1]?.trim() ?? ''
  const topic = GENERIC.test(head) ? '' : head.replace(TAIL, '').trim()
  const after = bracket ? first.slice(bracket.index + bracket[0].length) : first
  let rest = trimClause(after)
  if (!rest && !topic) rest = trimClause(lines[1] ?? '')
  if (topic && rest && rest.length <= 16 && rest !== topic && !topic.includes(rest))
    return `${topic}·${rest}`.slice(0, LONGEST)
  const title = topic || rest || head || first
  return title.slice(0, LONGEST)
}

function trimClause(line: string): string {
  const label = /(?:活动)?(?:主题|名称)\s*[:：]\s*([^\n,，。]{2,24})/.exec(line)
  if (label?.[1]) return label[1].trim()
  if (/^(?:时间|日期|地点|集合|费用|名额|路线|截止|报名)[\u4e00-\u9fa5]{0,2}\s*[:：]/.test(line)) return ''
  const clauses = line
    .split(/[,，。!！?？;；\n~～]/)
    .map((part) =>
      part.replace(FRONT, '').replace(WHEN, '').replace(SUBJECT, '').replace(WHEN, '').replace(TAIL, '').trim(),
    )
  const named = clauses.find((part) => part.length >= 2 && new RegExp(ACTIVITY_NOUN.source).test(part))
  return named ?? clauses.find((part) => part.length >= 2) ?? ''
}
