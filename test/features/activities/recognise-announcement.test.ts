import { describe, expect, it } from '@jest/globals'
import { DateTime } from 'luxon'
import { recogniseAnnouncement } from '../../../src/features/activities/recognise-announcement.js'

const ZONE = 'Asia/Shanghai'
/** A Wednesday, 10:00. */
const NOW = DateTime.fromISO('2027-04-07T10:00', { zone: ZONE }).toMillis()
const local = (instant: number | undefined) =>
  instant === undefined ? undefined : DateTime.fromMillis(instant, { zone: ZONE }).toFormat('MM-dd HH:mm')

type Expected = {
  day: string
  at?: string
  gather?: string
  cap?: object
  deadline?: string
  title?: RegExp
  kind?: string
}

const NOTICES: [string, Expected][] = [
  [
    '@全体成员 【星海车友会】青龙湖露营报名开始啦\n时间：4月17日（下周六）\n集合：早上7:30 店门口，7:50出发\n地点：青龙湖国家湿地公园\n费用：大人60，小孩半价\n名额25台车，先到先得\n报名格式：X大X小\n截止：4月14日（周三）20:00',
    {
      day: '2027-04-17',
      at: '04-17 07:50',
      gather: '04-17 07:30',
      cap: { cars: 25 },
      deadline: '04-14 20:00',
      title: /青龙湖露营/,
      kind: 'camping',
    },
  ],
  [
    '本周六我们组织去白云山庄摘草莓，限20组家庭，想去的接龙，周四18:00前报名有效',
    { day: '2027-04-10', cap: { cars: 20 }, deadline: '04-08 18:00', title: /白云山庄摘草莓/, kind: 'picking' },
  ],
  [
    '下周日上午9点店里有爱车小课堂，讲雨季行车，限30人，想听的报名',
    { day: '2027-04-18', at: '04-18 09:00', cap: { people: 30 }, title: /爱车小课堂/, kind: 'class' },
  ],
  [
    '【活动通知】五一自驾游：5.1早6点集合出发去黄花岭，名额15辆，报名从速！',
    { day: '2027-05-01', at: '05-01 06:00', cap: { cars: 15 }, title: /自驾/, kind: 'self_drive' },
  ],
  [
    '家人们，18号新车品鉴会，前20名到店有礼，欢迎报名参加，下午2点开始',
    { day: '2027-04-18', at: '04-18 14:00', title: /品鉴会/, kind: 'showroom' },
  ],
  [
    '🎉亲子烘焙DIY来啦！\n📅 日期：2027-04-11 14:00-16:00\n📍 地点：二楼客休区\n👨‍👩‍👧 名额：12组家庭（1大1小）\n报名截止：4月9日12:00',
    { day: '2027-04-11', at: '04-11 14:00', cap: { cars: 12 }, deadline: '04-09 12:00', kind: 'family' },
  ],
  [
    '各位车主，俱乐部定于4月24日举办羽毛球友谊赛，有兴趣的扣1，名额16人，4月20日前报名',
    { day: '2027-04-24', cap: { people: 16 }, deadline: '04-21 00:00', title: /羽毛球友谊赛/, kind: 'sports' },
  ],
  [
    '明天晚上7点店里包场看电影，还有没票的车友吗？要去的报名，一共60个位，今天下午5点截止',
    { day: '2027-04-08', at: '04-08 19:00', deadline: '04-07 17:00', kind: 'gathering' },
  ],
  [
    '九月怕太热，我们改春天玩！四月十八号龙泉赏花一日游，每车限4人，共20台车，要报的接龙',
    { day: '2027-04-18', cap: { cars: 20 }, title: /赏花/ },
  ],
  [
    '诚邀各位蓝鲸车主参加车主答谢宴\n时间：4月16日 18:00\n地址：湖滨酒店三楼\n请回复姓名+人数报名，限100人',
    { day: '2027-04-16', at: '04-16 18:00', cap: { people: 100 }, title: /答谢宴/ },
  ],
  [
    '周末钓鱼走起，周六早6点大桥头集合，想去的报个名，最多10个人',
    { day: '2027-04-10', at: '04-10 06:00', cap: { people: 10 }, title: /钓鱼/ },
  ],
  [
    '【春季徒步】\n日期：4/25\n路线：北门—观景台—北门，约9公里\n人数：30人以内\n报名时间：即日起至4月22日',
    { day: '2027-04-25', cap: { people: 30 }, deadline: '04-23 00:00', title: /徒步/ },
  ],
]

const NO_NOTICES = [
  '【明日出行最终名单】共16家 29大12小\n集合：2027-04-10 08:00 展厅门口\n发车：08:20',
  '还有20分钟截止，还有没有要报的',
  '报名截止✋目前17家，31大12小，今晚交名单',
  '露营报名已满，谢谢大家支持，下次早点哦',
  '五一放假通知：5月1日-3日休息，4日起正常营业，保养请提前预约',
  '工作时间8:30到17:30，周日上午值班',
  '上周六的自驾活动圆满结束，感谢大家参与，照片在群相册',
  '周六下午能约试驾，我给您留X5那台，两点见',
  '收到，目前登记8家啦，还没报的抓紧',
  '明早8点见，早点休息，路上不喝酒不疲劳',
  '@老周 周六的活动给您登记好了，2大1小✅',
  '明天有雨，大家慢点开',
  '欢迎新车友，麻烦改一下群名片，有问题随时找我',
  '本周日到店保养送玻璃水一桶',
  '好的，周六见',
  '4月20日前来店可以享受免费空调检测',
]

describe('recognising a notice', () => {
  it.each(NOTICES)('%s', (text, expected) => {
    const found = recogniseAnnouncement(text, NOW, ZONE)
    expect(found).not.toBeNull()
    expect(found?.day).toBe(expected.day)
    if (expected.at) expect(local(found?.startsAt)).toBe(expected.at)
    if (expected.gather) expect(local(found?.gatherAt)).toBe(expected.gather)
    expect(found?.cap).toEqual(expected.cap ?? (/一共60/.test(text) ? { people: 60 } : undefined))
    expect(local(found?.deadline)).toBe(expected.deadline)
    if (expected.title) expect(found?.title).toMatch(expected.title)
    if (expected.kind) expect(found?.kind).toBe(expected.kind)
    expect(found?.evidence.length).toBeGreaterThan(1)
  })

  it.each(NO_NOTICES)('sees no new activity in: %s', (text) => {
    expect(recogniseAnnouncement(text, NOW, ZONE)).toBeNull()
  })

  it('knows the words by which members will point at the activity', () => {
    const found = recogniseAnnouncement(NOTICES[0]![0], NOW, ZONE)
    expect(found?.keywords).toEqual(expect.arrayContaining(['露营', '周六', '17号', '4月17']))
    expect(found?.place).toBe('青龙湖国家湿地公园')
    expect(found?.format).toBe('X大X小')
  })
})
