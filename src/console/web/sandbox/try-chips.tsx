import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SandboxState } from '../../deps.js'
import { isStaff } from './names.js'

const KINDS = {
  owner: ['report', 'advert', 'service_price', 'trade_in', 'rsvp', 'referral'],
  staff: ['event', 'list', 'answer'],
} as const

/** Sentences to try, by who one is. Each press of a chip gives the next one of its kind. */
export function TryChips({ state, as, onPick }: { state: SandboxState; as: string; onPick(text: string): void }) {
  const { t } = useTranslation()
  const presses = useRef<Record<string, number>>({})
  const who = isStaff(state, as) ? 'staff' : 'owner'
  const pick = (kind: string) => {
    const says = t(`try.${who}.${kind}.says`, { returnObjects: true }) as string[]
    const count = presses.current[kind] ?? 0
    presses.current[kind] = count + 1
    onPick(says[count % says.length] ?? '')
  }
  return (
    <div className="try-chips">
      <span className="try-title">{t('composer.try')}</span>
      {KINDS[who].map((kind) => (
        <button type="button" className="chip" key={kind} onClick={() => pick(kind)} data-testid={`try-${kind}`}>
          {t(`try.${who}.${kind}.label`)}
        </button>
      ))}
    </div>
  )
}
