import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { readHistory, rows, tellHistory } from './tell-history.js'

type Row = { qq: string; adults: number; children: number }

describe('following the talk of a group', () => {
  const demo = (name: string) => readFileSync(new URL(`../../../data/demo/${name}`, import.meta.url), 'utf8')

  it('comes to the final list of the demo group', () => {
    const gold = JSON.parse(demo('gold.json')) as { rsvp_final: Row[]; rsvp_cancelled: string[] }
    const talk = tellHistory(readHistory(demo('chat.txt'), /销售|售后|客服/))
    expect(talk.activities).toHaveLength(1)
    const state = (wanted: string) => rows(talk).filter((row) => row.endsWith(wanted))
    expect(state('signed')).toEqual(
      gold.rsvp_final.map(({ qq, adults, children }) => `${qq} ${adults}/${children} signed`).sort(),
    )
    expect(state('cancelled').map((row) => row.split(' ')[0])).toEqual([...gold.rsvp_cancelled].sort())
    expect(state('waiting')).toEqual([])
  })

  it('comes to the final list of a group of other people with other words', () => {
    const talk = tellHistory(readHistory(BLUE_WHALE, /顾问/))
    expect(talk.activities.map(({ announcement }) => announcement.day)).toEqual(['2027-04-18', '2027-04-23'])
    expect(rows(talk)).toEqual(
      [
        '1001 2/2 signed',
        '1002 2/0 signed',
        '1003 2/1 cancelled',
        '1004 3/0 signed',
        '1005 1/0 signed',
        '1006 2/1 signed',
        '1008 2/1 signed',
        '1009 1/1 signed',
      ].sort(),
    )
    expect(rows(talk, 1)).toEqual(['1002 1/0 signed', '1010 2/0 signed'])
  })
})

const BLUE_WHALE = `消息对象:蓝鲸新能源车友会
2027-04-09 09:00:00 【管理员】蓝鲸-小孟(9001)
各位蓝鲸家人，春天来啦🌸
下周日（4.18）龙泉采摘+野餐，早上8:30店门口集合
限8组家庭，大人80，1米2以下半价
要参加的接龙或群里说一声几大几小，4月15日20点截止，买保险用
2027-04-09 09:02:11 蓝鲸车主-豆包爸(1001)
我家来，两大一小
2027-04-09 09:02:40 蓝鲸车主·阿诺(1002)
我和女朋友去，算两个
2027-04-09 09:03:05 【管理员】蓝鲸-小孟(9001)
豆包爸2大1小✅ 阿诺收到
2027-04-09 09:05:20 蓝鲸车主-糯米姐(1003)
一家三口报名～
2027-04-09 09:07:00 蓝鲸车主-大勇(1004)
那边能停多少车
2027-04-09 09:08:00 【管理员】蓝鲸-小孟(9001)
停车场很大，放心
2027-04-09 09:09:30 蓝鲸车主-大勇(1004)
中，给俺报3个，都是大人
2027-04-09 11:30:00 蓝鲸车主-喵喵(1005)
今天高架又堵成停车场了
2027-04-09 11:31:00 蓝鲸车主-大勇(1004)
+1
2027-04-09 13:30:00 蓝鲸车主-喵喵(1005)
采摘我带猫去行吗，1人1猫
2027-04-09 13:33:00 【管理员】蓝鲸-小孟(9001)
猫可以带，装好笼子哈，登记1大
2027-04-10 10:00:00 蓝鲸车主-汤圆(1006)
@蓝鲸-小孟 能带老人吗
2027-04-10 10:02:00 【管理员】蓝鲸-小孟(9001)
可以的，路很平
2027-04-10 10:03:00 蓝鲸车主-汤圆(1006)
那报名，我和我妈带娃，2大1小
2027-04-11 20:10:00 蓝鲸车主-豆包爸(1001)
小孟，老二也吵着要去，再加一个小的
2027-04-11 20:12:00 【管理员】蓝鲸-小孟(9001)
好的，豆包爸2大2小
2027-04-12 12:00:00 【管理员】蓝鲸-小孟(9001)
【车主沙龙】4月23日（周五）晚7点，二楼咖啡区，聊聊冬季续航，名额15人，想来的报名，4月21日18:00前
2027-04-12 12:03:00 蓝鲸车主·阿诺(1002)
沙龙算我一个
2027-04-12 12:05:00 蓝鲸车主-老范(1010)
沙龙我报两个人
2027-04-12 18:00:00 蓝鲸车主-江小白(1008)
采摘还有位置吗？我家两大一小
2027-04-12 18:04:00 【管理员】蓝鲸-小孟(9001)
有的，给您登记上了
2027-04-13 09:00:00 蓝鲸车主-糯米姐(1003)
小孟抱歉，孩子水痘，采摘我们去不了了
2027-04-13 09:05:00 【管理员】蓝鲸-小孟(9001)
孩子要紧，已帮您取消
2027-04-14 21:00:00 蓝鲸车主-雨田(1009)
采摘那天我值不值班还不知道，排班出来再报
2027-04-15 09:00:00 蓝鲸车主-雨田(1009)
排班出来了，不值班！1大1小报名
2027-04-15 19:30:00 【管理员】蓝鲸-小孟(9001)
还有半小时截止，没报的抓紧了
2027-04-15 20:30:00 蓝鲸-李顾问(9002)
采摘报名截止啦，共7家
2027-04-16 08:00:00 蓝鲸车主-迟到王(1011)
采摘还能加吗，2大
2027-04-16 08:05:00 【管理员】蓝鲸-小孟(9001)
@蓝鲸车主-迟到王 保险已经提交了，加不进去了，不好意思
2027-04-17 15:00:00 【管理员】蓝鲸-小孟(9001)
【明日采摘名单】共7家，12大5小，8:30店门口见
2027-04-17 15:02:00 蓝鲸车主-豆包爸(1001)
收到，我们四个
2027-04-17 15:03:00 蓝鲸车主-汤圆(1006)
收到，2大1小，我妈激动得睡不着
2027-04-17 15:05:00 蓝鲸车主-大勇(1004)
我去，明天要下雨
`
