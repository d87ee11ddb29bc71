/** What a member of staff wants of the newcomers. */
export type OnboardingCommand =
  | { type: 'accept'; code: number }
  | { type: 'refuse'; code: number; reason: string | null }
  | { type: 'new_code'; source: string }
  | { type: 'codes' }
  /** Without a group it holds in all of them. */
  | { type: 'words'; what: 'welcome' | 'charter'; group: string | null; text: string }
  | { type: 'full'; group: string; members: number; next: string; link: string | null }

const ACCEPT = /^(?:同意|通过|accept)\s*[#＃]?\s*(\d+)$/i
const REFUSE = /^(?:拒绝|refuse)\s*[#＃]?\s*(\d+)(?:\s+(.+))?$/i
const BUTTON = /^join:(accept|refuse):(\d+)$/
const NEW_CODE = /^(?:邀请码|invite code)\s+(?:新建\s*)?(\S{1,20})$/i
const CODES = /^(?:邀请码(?:\s*列表)?|invite codes?)$/i
/** In English only with a colon: Welcome to the team is said among colleagues. */
const WORDS = /^(?:(欢迎语|群章程)[:：\s]|(welcome|charter)\s*[:：])\s*([\s\S]+)$/i

/** `@一群 …`; @所有人 is for the members to read. */
const ONE_GROUP = /^(?:[@＠](?!所有人|全体成员)(\S+)\s+)?([\s\S]+)$/

/** `群满 追风一群 400 追风二群`, and the link of the next group where it has one */
const FULL = /^(?:群满|full)\s+(\S+)\s+(\d{1,6})\s+(\S+)(?:\s+(https?:\/\/\S{1,200}))?$/i

/** `同意 3`, `拒绝 3 不是车主`, `邀请码 展厅`, `邀请码`, `欢迎语 …`, `群章程 @一群 …`, `群满 …`, or the data of a button. */
export function readOnboardingCommand(said: string): OnboardingCommand | null {
  const text = said.trim()
  const [, pressed, number] = BUTTON.exec(text) ?? []
  if (pressed === 'accept') return { type: 'accept', code: Number(number) }
  if (pressed) return { type: 'refuse', code: Number(number), reason: null }
  const accepted = ACCEPT.exec(text)?.[1]
  if (accepted) return { type: 'accept', code: Number(accepted) }
  const refused = REFUSE.exec(text)
  if (refused) return { type: 'refuse', code: Number(refused[1]), reason: refused[2] ?? null }
  const [, group, members, next, link = null] = FULL.exec(text) ?? []
  if (group && next) return { type: 'full', group, members: Number(members), next, link }
  if (CODES.test(text)) return { type: 'codes' }
  const source = NEW_CODE.exec(text)?.[1]
  if (source) return { type: 'new_code', source }
  const [, chinese, english, words = ''] = WORDS.exec(text) ?? []
  const what = /欢迎|welcome/i.test(chinese ?? english ?? '') ? 'welcome' : 'charter'
  const [, named = null, told = ''] = ONE_GROUP.exec(words) ?? []
  return told ? { type: 'words', what, group: named, text: told.trim() } : null
}
