import { maskName, maskPhone, maskPlate, type Vault } from '../../kit/crypto.js'
import type { Say } from '../../kit/texts.js'
import type { Field } from '../../store/index.js'
import { type File, held, readValue } from './file.js'

/** Phones, plates and whatever else is a long number. */
const maskWithin = (text: string) =>
  text.replace(/\d(?:[\s-]?\d){5,}/g, '***').replace(/(\p{Script=Han}[A-Za-z])[\s·.-]?[A-Za-z0-9]{5,6}/gu, '$1***')

const MASKS: Record<Field, (value: string) => string> = {
  name: maskName,
  phone: maskPhone,
  plate: maskPlate,
  need: maskWithin,
  model: maskWithin,
  bought: (day) => day,
}

/** What is known, a line a field, masked: it may be read over somebody's shoulder. */
export function summary(say: Say, file: File, vault: Vault): string {
  return held(file)
    .map((field) =>
      say('registration.line', {
        field: say(`registration.field.${field}`),
        value: MASKS[field](readValue(file, field, vault) ?? ''),
      }),
    )
    .join('\n')
}
