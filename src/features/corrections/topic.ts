import type { Topic, Understand } from '../../understanding/meaning.js'
import type { Batch, Turn } from '../step.js'
import { findInScope } from './find-message.js'
import { answer, modelsOf, note } from './note.js'

/** `话题 「…」 保养`, or `话题 保养` as an answer: what a message asks, where we took it for something else. */
export interface TopicCorrection {
  topic: Topic
  quote: string | null
}

const TOPIC_WORDS: readonly [words: string, topic: Topic][] = [
  ['车价|优惠|报价|price', 'price'],
  ['车型|配置|现车|models?', 'model'],
  ['试驾|test[ _-]drive', 'test_drive'],
  ['保养|maintenance', 'maintenance'],
  ['故障|维修|救援|fault', 'fault'],
  ['保险|续保|理赔|insurance', 'insurance'],
  ['年检|上牌|过户|违章|inspection', 'inspection'],
  ['配件|加装|精品|parts', 'parts'],
  ['活动|event|activity', 'event'],
  ['积分|权益|points', 'points'],
  ['投诉|complaint', 'complaint'],
  ['门店|地址|营业时间|store', 'store'],
  ['用车|其他|其它|other', 'other'],
  ['闲聊|没问|无|none|chatter', 'none'],
]
const NAMES = TOPIC_WORDS.map(([words]) => words).join('|')
const QUOTE = '[「“"『](.+)[」”"』]'
const COMMAND = new RegExp(
  `^(?:话题|topic)(?:\\s*[:：]?\\s*${QUOTE}\\s*(${NAMES})|\\s*[:：]?\\s*(${NAMES})(?:\\s*${QUOTE})?)[。!！~\\s]*$`,
  'is',
)

/** Null for everything else. */
export function readTopicCorrection(said: string): TopicCorrection | null {
  const match = COMMAND.exec(said.trim())
  if (!match) return null
  const [, before, named, first, after] = match
  const name = named ?? first ?? ''
  const topic = TOPIC_WORDS.find(([words]) => new RegExp(`^(?:${words})$`, 'i').test(name))?.[1]
  return topic ? { topic, quote: (before ?? after)?.trim() || null } : null
}

/**
 * Noted for the model to learn from. Nothing is done about the message itself: whoever corrects a question has read it.
 */
export async function prepareTopic(
  batch: Batch,
  turn: Turn,
  { topic, quote }: TopicCorrection,
  understand: Understand,
): Promise<() => void> {
  const sought = { type: 'is', about: 'leads', label: null, code: null, messageId: null, quote } as const
  const message = (await findInScope(batch, turn, sought))?.messages.at(-1)
  if (!message) return () => answer(batch, turn, quote ? 'no_such' : 'which')
  const before = understand(message.text)
  const model = (await modelsOf(batch, [message])).get(message.id) ?? before.model
  const label = batch.say(topic === 'none' ? 'corrections.chatter' : `inquiries.topic.${topic}`)
  return () => {
    note(batch, turn, { message, about: 'topic', wrong: before.topic, right: topic, model })
    answer(batch, turn, before.topic === topic ? 'known' : 'is_topic', label)
  }
}
