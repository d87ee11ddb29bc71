import { SECRET_CODE, spellCode } from '../../kit/secret-code.js'

export type IdentityWords =
  | {
      type: 'code'
      /** As `spellCode` spells it. */
      code: string
      /** Said with a word before it; a bare code may be something else in a group. */
      named: boolean
    }
  | { type: 'link' | 'login' }

const END = '\\s*[。.!！～~]*$'
const LINK = new RegExp(
  `^(?:我?(?:要|想|想要)?(?:关联|绑定|合并)(?:一下)?(?:我的|我)?(?:另一个|其他|多个|别的)?(?:账号|帐号|账户|帐户)|link (?:my )?accounts?)${END}`,
  'i',
)
const LOGIN = new RegExp(
  `^(?:我?(?:要|想)?(?:登录|登陆|登入)(?:一下)?(?:后台|控制台|网页)?|(?:log|sign) ?in|/login)${END}`,
  'i',
)
const NAMED = new RegExp(
  `^(?:我?(?:要|来|想)?(?:绑定|关联)(?:一下)?(?:账号|帐号|身份)?|邀请码|验证码|关联码|绑定码|(?:bind|link)(?: code)?|/bind|/link)(?:是|为|is)?\\s*[:：]?\\s*(${SECRET_CODE})${END}`,
  'i',
)
const BARE = new RegExp(`^(?=.*\\d)(?=.*-)(${SECRET_CODE})$`, 'i')

/** `绑定 7KQM-2X9D`, the code alone, `关联账号` or `登录`; null for all other talk. */
export function readIdentityWords(said: string): IdentityWords | null {
  const text = said
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .trim()
  if (text.length > 60) return null
  if (LINK.test(text)) return { type: 'link' }
  if (LOGIN.test(text)) return { type: 'login' }
  const named = NAMED.exec(text)?.[1]
  if (named) return { type: 'code', code: spellCode(named), named: true }
  const bare = BARE.exec(text)?.[1]
  return bare ? { type: 'code', code: spellCode(bare), named: false } : null
}
