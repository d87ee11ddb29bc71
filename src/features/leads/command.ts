/** What a member of staff says about a lead. Without a code it is the one that the message answers, or the newest. */
export interface LeadCommand {
  type: 'claim' | 'handled' | 'not_a_lead' | 'list'
  code: number | null
}

const CODE = '\\s*(?:线索|lead)?\\s*[#＃]?\\s*(\\d+)?'
const after = (words: string) => new RegExp(`^(?:${words})${CODE}\\s*[。!！～~]*$`, 'i')
const before = (words: string) =>
  new RegExp(`^(?:线索)?\\s*[#＃]?\\s*(\\d+)\\s*(?:号)?\\s*(?:${words})[。!！～~]*$`, 'i')

const CLAIM = '我?来?(?:接|接单|接了|认领|跟|跟进|我跟|领)(?:一下|了)?|claim'
const HANDLED = '已(?:经)?(?:联系|跟进|处理|加微信|打过电话)(?:了|上了)?|联系(?:上了|过了|好了)|handled|done'
const NOT_A_LEAD = '(?:这个)?不是(?:线索|客户)|误报|not a lead'

const WORDS: readonly [RegExp, LeadCommand['type']][] = [
  [after(NOT_A_LEAD), 'not_a_lead'],
  [before(NOT_A_LEAD), 'not_a_lead'],
  [after(HANDLED), 'handled'],
  [before(HANDLED), 'handled'],
  [after(CLAIM), 'claim'],
  [before(CLAIM), 'claim'],
  [/^(?:线索|待跟进|未认领)(?:列表|清单|名单)?$|^leads$/i, 'list'],
]

const BUTTON = /^lead:(claim|handled|not_a_lead):(\d+)$/

/** `接 12`, `12 已联系`, `不是线索 12`, `线索列表`, or the data of a button. */
export function readLeadCommand(said: string): LeadCommand | null {
  const text = said.trim()
  const pressed = BUTTON.exec(text)
  if (pressed) return { type: pressed[1] as LeadCommand['type'], code: Number(pressed[2]) }
  for (const [pattern, type] of WORDS) {
    const match = pattern.exec(text)
    if (match) return { type, code: match[1] ? Number(match[1]) : null }
  }
  return null
}
