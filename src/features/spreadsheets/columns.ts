/** What a column of a spreadsheet may hold. */
export const FIELDS = [
  'name',
  'phone',
  'plate',
  'vin',
  'brand',
  'model',
  'bought',
  'mileage',
  'registered',
  'insurance',
  'inspection',
  'warranty',
  'financing',
  'birthday',
  'lunar',
  'tags',
  'wish',
  'source',
  'level',
  'owner',
  'author',
  'created',
] as const
export type SheetField = (typeof FIELDS)[number]

/** Field → column, counted from 0. */
export type Mapping = Partial<Record<SheetField, number>>

/** Header words, the surest first: of two columns that fit a field, the one with the earlier word is taken. */
const WORDS: Record<SheetField, readonly RegExp[]> = {
  phone: [/^(?:手机|移动电话|联系电话)号?码?$/, /手机|联系方式|mobile|phone/, /^电话|tel/],
  plate: [/车牌|牌照|plate/],
  vin: [/vin|车架|底盘号|车辆识别/],
  wish: [/意向车型|需求|意向(?!级|等)|想看|购车意向|wish|interest/],
  level: [/(?:意向|客户|线索)?(?:级别|等级)|^意向级|level/],
  source: [/来源|渠道|source|channel/],
  owner: [/销售顾问|顾问|跟进人|归属|负责人|owner|consultant/],
  author: [/登记人|录入人|创建人|建档人|author|created by/],
  // Before what reads 登记: a car is registered too.
  registered: [/上牌|初次登记|初登|注册日期|registration|registered/],
  created: [/登记(?:时间|日期)|录入(?:时间|日期)|创建(?:时间|日期)|建档|created/],
  insurance: [/(?:保险|交强险|商业险|车险).*(?:到期|截止|止期)|insurance/],
  inspection: [/(?:年检|年审|车检).*(?:到期|截止|有效)|inspection/],
  warranty: [/(?:质保|保修).*(?:到期|截止)|warranty/],
  financing: [/(?:贷款|按揭|金融|分期).*(?:到期|截止|结清)|financing/],
  lunar: [/(?:农历|阴历).*生日|lunar/],
  birthday: [/生日|出生|birthday/],
  tags: [/标签|tags?$/],
  bought: [/(?:购车|提车|交车|购买|买车)(?:时间|日期|日)?|bought|delivery|purchase/],
  mileage: [/里程|公里|mileage|km/],
  brand: [/品牌|brand/],
  model: [/车型|车款|车系|model/],
  name: [/^(?:客户)?(?:姓名|名称|名字)$|^客户$|^车主(?:姓名)?$/, /姓名|称呼|客户名|车主|name/],
}

const fold = (header: string) =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*＊:：()（）_-]/g, '')

/** Which column holds what, as far as the headers tell; each column is used once. */
export function guessMapping(headers: readonly string[]): Mapping {
  const free = new Set(headers.keys())
  const mapping: Mapping = {}
  for (const [field, words] of Object.entries(WORDS) as [SheetField, readonly RegExp[]][])
    for (const word of words) {
      const column = [...free].find((each) => word.test(fold(headers[each] ?? '')))
      if (column === undefined || mapping[field] !== undefined) continue
      mapping[field] = column
      free.delete(column)
    }
  return mapping
}

/** The row that is the header: titles and empty lines may stand above it. Null when there is none. */
export function findHeader(rows: readonly (readonly string[])[]): number | null {
  const LOOKED_AT = 10
  const fits = rows.slice(0, LOOKED_AT).map((row) => Object.keys(guessMapping(row)).length)
  const most = Math.max(0, ...fits)
  return most >= 2 ? fits.indexOf(most) : null
}
