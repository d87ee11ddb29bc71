import type { SystemKind } from './types.js'

/** What a system line says: one of them for each member it names. */
export interface SystemEvent {
  kind: SystemKind
  name?: string
  by?: string
}

const GROUP = '(?:本群|该群|群聊|群组|群|讨论组)'
const END = '(?:[，,。.！!~～\\s].*)?$'
const STAFF = '(?:群主|管理员)'

/** The sentences of QQ and WeChat, most telling first. `name` is the member, `by` who did it. */
const SENTENCES: [SystemKind, RegExp][] = [
  // Nobody in particular is muted, or somebody may talk again.
  ['system', /解除.*禁言|(?:全员|全体).*禁言|禁言.*(?:已解除|到期)/s],
  ['join', sentence(`(?<by>.+?)\\s*(?:邀请|拉)\\s*(?!你加)(?<name>.+?)\\s*(?:加入|进入|进)了?${GROUP}`)],
  [
    'join',
    sentence(
      `(?<name>.+?)\\s*通过(?:扫描)?\\s*(?<by>.*?)\\s*(?:分享)?的?群?(?:二维码|邀请|分享|链接).*加入了?${GROUP}`,
    ),
  ],
  ['join', sentence(`(?:${STAFF}\\s*)?(?<by>.*?)\\s*(?:已?同意|通过)了?\\s*(?<name>.+?)\\s*的?(?:入群|加群|进群)申请`)],
  ['join', sentence(`(?<name>.+?)\\s*的?(?:入群|加群|进群)申请已?(?:被|获)?(?<by>.*?)通过`)],
  ['join', sentence(`(?:欢迎)?(?:新成员)?\\s*(?<name>.+?)\\s*已?(?:通过.{1,12})?(?:加入|进入)了?${GROUP}`)],
  ['kick', sentence(`(?<name>.+?)\\s*已?被\\s*(?<by>.*?)\\s*(?:移出|踢出|移除|请出)了?(?:${GROUP})?`)],
  ['kick', sentence(`(?<by>.+?)\\s*已?[将把]\\s*(?<name>.+?)\\s*(?:移出|踢出|移除|请出)了?(?:${GROUP})?`)],
  ['leave', sentence(`(?<name>.+?)\\s*已?(?:主动)?(?:退出|离开)了?${GROUP}`)],
  ['leave', sentence('(?<name>.+?)\\s*已?退群了?')],
  ['mute', /^(?<name>.+?)\s*已?被\s*(?<by>.*?)\s*禁言/s],
  ['mute', /^(?<by>.+?)\s*已?[将把]\s*(?<name>.+?)\s*(?:设为)?禁言/s],
  ['recall', sentence('(?<by>.+?)\\s*撤回了\\s*(?!一条)(?<name>.+?)\\s*的?(?:一条)?消息')],
  ['recall', sentence('(?<by>.*?)\\s*撤回了一条成员消息')],
  ['recall', sentence('(?<name>.+?)\\s*撤回了一条(?:[^，。]{0,4})消息')],
]

function sentence(pattern: string): RegExp {
  return new RegExp(`^${pattern}${END}`, 's')
}

/** Reads a system line. Undefined when it is none of the known sentences. */
export function readSystemSentence(text: string): SystemEvent[] | undefined {
  const line = text.trim()
  if (!line || line.length > 300) return undefined
  for (const [kind, pattern] of SENTENCES) {
    const hit = pattern.exec(line)
    if (hit) return events(kind, hit.groups ?? {})
  }
  return undefined
}

function events(kind: SystemKind, { name, by }: Record<string, string | undefined>): SystemEvent[] {
  const actor = unquote((by ?? '').replace(new RegExp(`^${STAFF}\\s*(?=.)`), '')) || undefined
  // Only invitations list several people: "甲、乙".
  const names = kind === 'join' && actor ? namesOf(name ?? '') : [unquote(name ?? '')]
  return names.map((each) => ({ kind, ...(each && { name: each }), ...(actor && { by: actor }) }))
}

function namesOf(list: string): string[] {
  return list
    .split('、')
    .map(unquote)
    .filter((name) => name)
}

/** WeChat writes "name" or “name”, and a list in one pair of quotes. */
function unquote(name: string): string {
  return name
    .trim()
    .replace(/^["“”']+|["“”']+$/g, '')
    .trim()
}
