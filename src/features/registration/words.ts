import type { Field } from '../../store/index.js'

/** What a member says about the registration itself. */
export type RegistrationWords =
  | { type: 'start' | 'agree' | 'no' | 'skip' | 'cancel' | 'erase' }
  /** Without a field it is the last one answered; with a value it needs no question. */
  | { type: 'change'; field: Field | null; value: string }

const END = '(?:吧|了|哈|哦)?[\\s。.!！,，~～]*$'
const whole = (words: string) => new RegExp(`^(?:${words})${END}`, 'i')
const START = whole(
  '(?:我?(?:要|想|来|去)?(?:继续|开始)?)?(?:登记|注册)(?:一下|信息|资料)?|填(?:一下)?(?:资料|登记表)|register',
)
const AGREE = whole('我?同意(?:登记)?|好的?呀?|可以的?|行的?|没问题|ok|agree|yes')
const SKIP = whole(
  '跳过|不填|先不填|略过?|没有|暂时没有|暂无|无|没有?需求|(?:还|暂时)?没(?:有)?上牌|还没(?:买|有)?车?|(?:还是|真)?(?:(?:不|没)记得|记不清|忘)|skip|none',
)
/** To the consent it is a refusal, to a question that there is nothing to say. */
const NO = whole('(?:先|暂时)?不(?:用|要|弄)|no')
const CANCEL = whole('取消|(?:先|我)?不(?:用|想)?登记|算|不同意|停|cancel|stop')
const ERASE = whole('(?:删除|删掉|撤销|取消)(?:我的)?登记(?:信息|资料)?|erase (?:my )?registration')
const BUTTON = /^registration:(start|agree|cancel)$/

const NAMES: readonly [RegExp, Field][] = [
  [/^(?:姓名|名字|称呼|name)/i, 'name'],
  [/^(?:联系)?(?:电话|手机)号?码?|^号码|^phone/i, 'phone'],
  [/^(?:车牌号?码?|牌照|plate)/i, 'plate'],
  [/^(?:提车|购车|买车)(?:时间|日期|日)?|^日期|^(?:bought|date)/i, 'bought'],
  [/^(?:车型|车子?|model)/i, 'model'],
  [/^(?:需求|需要|备注|need)/i, 'need'],
]
const CHANGE = /^(?:改(?:一下)?|修改|更改|更正|改成|change)\s*(.*)$/is

/** `电话 138…` → the field and what follows; null when no field is named first. */
export function readFieldName(text: string): { field: Field; value: string } | null {
  for (const [name, field] of NAMES) {
    const found = name.exec(text)?.[0]
    if (found !== undefined)
      return {
        field,
        value: text
          .slice(found.length)
          .replace(/^[\s:：是为改成]+/, '')
          .trim(),
      }
  }
  return null
}

/** 登记, 同意, 跳过, 改 电话, 取消, 删除登记, or the data of a button; null for all other talk. */
export function readRegistrationWords(said: string): RegistrationWords | null {
  const text = said.normalize('NFKC').trim()
  const pressed = BUTTON.exec(text)?.[1]
  if (pressed) return { type: pressed as 'start' | 'agree' | 'cancel' }
  if (START.test(text)) return { type: 'start' }
  if (ERASE.test(text)) return { type: 'erase' }
  if (CANCEL.test(text)) return { type: 'cancel' }
  if (NO.test(text)) return { type: 'no' }
  if (AGREE.test(text)) return { type: 'agree' }
  if (SKIP.test(text)) return { type: 'skip' }
  const change = CHANGE.exec(text)?.[1]
  if (change === undefined) return null
  const named = readFieldName(change.trim())
  if (named) return { type: 'change', ...named }
  return change.trim() ? null : { type: 'change', field: null, value: '' }
}
