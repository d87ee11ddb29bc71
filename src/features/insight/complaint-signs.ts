/** One message of a group, as far as finding a shared grievance needs it. */
export interface GroupWord {
  account: string
  /** Names that the member is called by. */
  names: readonly string[]
  /** UTC ms. */
  at: number
  text: string
  /** Works for the dealer. */
  staff: boolean
  /** What the message was taken for when it came in; `none` for chatter. */
  topic: string
  /** Nobody has answered it. */
  open: boolean
  /** Said in a quarrel between members: heated, but not about the dealer. */
  quarrel: boolean
}

const COUNT = '[两二三四五六七八九十几\\d]+'

/** A promise that was not kept, a wait that does not end, an answer that does not come, a bill that somebody else owes. */
const LET_DOWN = new RegExp(
  [
    '(?:到现在|至今|这都).{0,12}(?:没|未|不见|哪)',
    '(?:没人|没个|没|无)(?:管|理|回音|回复|答复|下文|动静|准话|说法|上门|着落)',
    '(?:给|要|讨|等)(?:你们|我们)?(?:一?个)?(?:说法|交代|答复|解释)',
    '(?:说法|答复|交代|下文)呢',
    '说好.{0,16}(?:呢|没|不|还|这都|结果)',
    '(?:当时|之前)(?:说|答应|承诺)',
    '答应.{0,8}(?:没|呢)',
    '一拖再拖|踢皮球|推来推去|糊弄|忽悠|敷衍|扯皮|影子都没|猴年马月|投诉|维权|12315',
    `[打催问跑补修](?:过|了)${COUNT}[次回趟遍]`,
    `第${COUNT}[次回趟](?:了|还)`,
    '不是(?:刚|才|已经|都)?.{0,6}(?:过|好)了?(?:吗|么|嘛)|白跑|打不通|没人接|石沉大海|爱答不理',
    '受够|忍不了|忍无可忍|寒心|心凉|心寒|失望|差劲|太坑|被坑|坑人|欺负人|不负责任|退车|退钱|退款',
    '谁(?:来)?(?:负责|赔|出钱)|费用?谁出|怎么算[?？。！!]?$',
  ].join('|'),
)

/** Somebody else has it too. */
const ME_TOO = new RegExp(
  [
    '^(?:[+＋]\\s?1[,，。！!]|同感|一样一样)',
    '我(?!们店).{0,4}也(?:是|有|没|遇|这样|在等|一样|中招|碰|漏|坏|响|亮|黑|卡|滴|抖|掉|裂|开始|出现|给)',
    '(?:看|听)(?:你们|大家|群里|楼上).{0,8}(?:才|我(?:也|家|的|这)|去(?:摸|看|试|查))',
    '也(?:开始|出现|没装|没好|没收到|没人|没修|没到|不行)',
    '你也(?:没|是|这样|遇)',
    '不止(?:我|你)|就我一(?:个|家|人)|同款(?:问题|毛病|遭遇)',
    `^${COUNT}[个家位]了|(?<!\\d)[两二三四五六七八九十][个家位]了`,
  ].join('|'),
)

/** How loudly a message complains: from 1 on it does so by itself, below it may only join others; 0 it does not. */
export function complains(word: GroupWord): number {
  const { text, topic, staff, quarrel } = word
  if (staff || quarrel) return 0
  const loud = (topic === 'complaint' ? 1 : 0) + (LET_DOWN.test(text) ? 1 : 0)
  return loud + (topic === 'fault' ? 0.5 : 0) + (saysMeToo(word) ? 0.5 : 0)
}

/** Whoever asks about prices or an activity has something else in mind. */
const ELSEWHERE: readonly string[] = [
  'price',
  'model',
  'test_drive',
  'event',
  'insurance',
  'inspection',
  'points',
  'store',
]

export const saysMeToo = ({ text, topic }: Pick<GroupWord, 'text' | 'topic'>): boolean =>
  !ELSEWHERE.includes(topic) && ME_TOO.test(text)
