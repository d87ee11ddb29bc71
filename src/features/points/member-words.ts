import { findPhone } from '../../kit/chinese/phone.js'

/** A friend whom somebody recommends. */
export interface Friend {
  name: string
  /** 11 digits. */
  phone: string
  /** What they want, in the words of whoever recommends them. */
  wish: string
}

/** What a member wants of their points. */
export type MemberWords =
  | { type: 'mine' | 'rewards' | 'how' }
  | { type: 'redeem'; code: number }
  | { type: 'refer'; friend: Friend }

const END = '(?:吧|一下)?[\\s。.!！?？~～]*$'
const MINE = new RegExp(
  `^(?:我的积分|(?:查|看)(?:一下|下)?(?:我的)?积分|我有多少积分|积分(?:余额|查询)|my points)${END}`,
  'i',
)
const REWARDS = new RegExp(`^(?:奖品(?:列表)?|积分商城|积分(?:能|可以)(?:换|兑换)(?:什么|啥)|rewards)${END}`, 'i')
const REDEEM = new RegExp(`^(?:我?要?兑换|我?要?换|redeem)\\s*(?:奖品)?\\s*[#＃]?\\s*(\\d{1,4})\\s*(?:号)?${END}`, 'i')
const HOW = new RegExp(`^(?:推荐朋友|推荐有礼|老友计划|怎么推荐|recommend a friend)${END}`, 'i')
const REFER = /^(?:我(?:要|想)?)?(?:推荐|转介绍|介绍)(?:一?位|个)?(?:朋友|客户)?[\s:：]*(?=\S)|^(?:refer|recommend)\s+/i
const DIGITS = /(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}/
const LONGEST_NAME = 20

/** `我的积分`, `奖品`, `兑换 1`, `推荐 李先生 13900002222`; null for all other talk. */
export function readMemberWords(said: string): MemberWords | null {
  const text = said.normalize('NFKC').trim()
  if (MINE.test(text)) return { type: 'mine' }
  if (REWARDS.test(text)) return { type: 'rewards' }
  if (HOW.test(text)) return { type: 'how' }
  const code = REDEEM.exec(text)?.[1]
  if (code) return { type: 'redeem', code: Number(code) }
  const start = REFER.exec(text)
  const friend = start && readFriend(text.slice(start[0].length))
  return friend ? { type: 'refer', friend } : null
}

/** `李先生 13900002222 想看X3`: the name first, then the number. */
export function readFriend(text: string): Friend | null {
  const phone = findPhone(text)
  const [before = '', ...after] = text.split(DIGITS)
  const name = before.replace(/[\s,，:：、(（]+$|^@/g, '').trim()
  if (!phone || !name || name.length > LONGEST_NAME || /\d{5}|[。？?！!]/.test(name)) return null
  return {
    name,
    phone,
    wish: after
      .join(' ')
      .replace(/^[\s,，.。)）]+/, '')
      .trim()
      .slice(0, 100),
  }
}

const TITLE = '(?:先生|女士|小姐|师傅|老师|总|哥|姐)'
/** Two characters before the title are a name only where nothing stands before them: 想李先生 is called 李先生. */
const CALLED = new RegExp(`(?<!\\p{Script=Han})(\\p{Script=Han}{1,2}${TITLE})`, 'u')
const CALLED_WITHIN = new RegExp(`(\\p{Script=Han}${TITLE})`, 'u')
const RELATION =
  /(?:我(?:的|一个|有个|们)?)?((?:老)?同事|朋友|同学|邻居|战友|闺蜜|哥们|兄弟|表[哥弟姐妹]|堂[哥弟姐妹]|大?舅哥?|小舅子|姐夫|妹夫|亲戚)/

/** A friend who is named with a number in a sentence that recommends them: 我同事李先生想买车，电话139…. */
export function findFriend(sentence: string): Friend | null {
  const text = sentence.normalize('NFKC').trim()
  const phone = findPhone(text)
  const words = text.replace(DIGITS, ' ')
  const bare = words.replace(RELATION, ' ')
  const name = (CALLED.exec(bare) ?? CALLED_WITHIN.exec(bare) ?? RELATION.exec(words))?.[1]
  return phone && name ? { name, phone, wish: words.replace(/\s+/g, ' ').trim().slice(0, 100) } : null
}
