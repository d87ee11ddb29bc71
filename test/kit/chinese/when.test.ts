import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import { findWhen } from '../../../src/kit/chinese/when.js'

const ZONE = 'Asia/Shanghai'
/** A Wednesday, four in the afternoon. */
const AT = DateTime.fromISO('2026-11-25T16:00', { zone: ZONE }).toMillis()

const MOMENTS: [string, string, string][] = [
  ['我明天给您报价', '11-26 18:00', '明天'],
  ['周六前回复您', '11-28 18:00', '周六'],
  ['后天下午再打给他', '11-27 18:00', '后天下午'],
  ['约了下周三', '12-02 18:00', '下周三'],
  ['他说月底再看', '11-30 18:00', '月底'],
  ['下个月5号发工资', '12-05 18:00', '下个月5号'],
  ['下月初联系', '12-05 18:00', '下月初'],
  ['三天后联系', '11-28 18:00', '三天后'],
  ['一周后', '12-02 18:00', '一周后'],
  ['半小时后给您电话', '11-25 16:30', '半小时后'],
  ['二十分钟内回您', '11-25 16:20', '二十分钟内'],
  ['周五下午三点半', '11-27 15:30', '周五下午三点半'],
  ['今晚8点', '11-25 20:00', '今晚8点'],
  ['明早九点过来', '11-26 09:00', '明早九点'],
  ['三点给您回', '11-26 15:00', '三点'],
  ['五点给您回', '11-25 17:00', '五点'],
  ['下班前发您', '11-25 18:00', '下班前'],
  ['晚上回您', '11-25 21:00', '晚上'],
  ['12月3号', '12-03 18:00', '12月3号'],
]

describe('when something is to happen', () => {
  it.each(MOMENTS)('%s', (text, moment, quote) => {
    const when = findWhen(text, AT, ZONE)
    expect(when && DateTime.fromMillis(when.at, { zone: ZONE }).toFormat('MM-dd HH:mm')).toBe(moment)
    expect(when?.quote).toBe(quote)
  })

  it.each(['您好', '这车2.0T的', '开了三天了', '便宜一点给你', '有点意思', '一会儿回您'])(
    '%s names no moment',
    (text) => {
      expect(findWhen(text, AT, ZONE)).toBeNull()
    },
  )

  it('knows an hour from a day', () => {
    expect(findWhen('明天', AT, ZONE)?.exact).toBe(false)
    expect(findWhen('明天九点半', AT, ZONE)?.exact).toBe(true)
  })
})
