import type { LeadLevel } from '../../store/index.js'

/** Words of time and urgency, most urgent first. Negated or past ones do not count. */
const SIGNS: readonly [LeadLevel, RegExp][] = [
  [
    'H',
    /今天|明天|后天|大后天|今晚|马上|这两天|这几天|这[个]?(?:周|星期|礼拜)|本周|周[一二三四五六日末天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|现车|订金|定金|首付|几点|地址发|到店|直接找谁|找谁|接待|试驾|提车|过来看|去看/,
  ],
  [
    'A',
    /尽快|抓紧|着急|月底|这个月|本月|十一前|国庆前|过节前|节前|下(?:周|星期|礼拜)|半个月|两三周|能抵多少|抵多少|补贴|优惠|落地|报价|多少钱|评估|对公|专票/,
  ],
  ['C', /明年|以后再|过几年|再说|不急|先了解|随便问问|等.{0,6}回来再|攒钱|有机会/],
]

/** H, A, B or C from what the member said, newest words first; B when nothing tells. People may change it. */
export function proposeLevel(quotes: readonly string[]): LeadLevel {
  const newest = quotes.at(-1) ?? ''
  for (const [level, sign] of SIGNS) if (sign.test(newest)) return level
  const all = quotes.join('\n')
  return SIGNS.find(([level, sign]) => level !== 'C' && sign.test(all))?.[0] ?? 'B'
}
