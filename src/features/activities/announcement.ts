/** Kinds of activity that dealers hold, in the order in which a notice is read. */
export const ACTIVITY_KINDS = {
  self_drive: /自驾|一日游|[两二三]日游|穿越|越野|巡游|车队出行|周边游/,
  camping: /露营|野营|帐篷/,
  picking: /采摘|摘[\u4e00-\u9fa5]{1,2}/,
  barbecue: /烧烤|烤全羊|bbq|野餐/,
  sports: /羽毛球|篮球|足球|乒乓|台球|拔河|骑行|跑步|健步|马拉松|钓鱼|徒步|登山|爬山|滑雪|漂流|高尔夫|运动会|游泳/,
  family: /亲子|儿童|手工|diy|烘焙|插花|研学/,
  class: /讲堂|课堂|爱车课|讲座|培训|沙龙|公开课/,
  showroom: /品鉴|发布会|试驾|团购会|看车团|上市|到店|展厅|开放日|体验[日营]/,
  gathering: /年会|答谢|联谊|聚会|聚餐|观影|电影|茶话会|下午茶|晚会|赏[花樱枫月]|市集|嘉年华|公益|植树/,
} as const

export type ActivityKind = keyof typeof ACTIVITY_KINDS | 'other'

/** An activity as a notice of staff describes it. Instants are UTC ms. */
export interface Announcement {
  title: string
  kind: ActivityKind
  /** YYYY-MM-DD in the zone of the dealer. */
  day: string
  /** Start; the beginning of the day when the notice names no hour. */
  startsAt: number
  gatherAt?: number
  place?: string
  /** Seats by sign-ups (`cars`: cars, families, groups) or by heads (`people`). */
  cap?: { cars?: number; people?: number }
  /** Last instant for signing up. */
  deadline?: number
  /** How to sign up, in the words of the notice. */
  format?: string
  /** What it costs, in the words of the notice. */
  fee?: string
  /** Words of the notice that made it one. */
  evidence: string[]
  /** Words by which members point at it. */
  keywords: string[]
}
