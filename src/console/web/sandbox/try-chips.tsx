import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SandboxState } from '../../deps.js'
import { isStaff, type ShownRoom } from './names.js'

const OWNER = ['report', 'advert', 'service_price', 'trade_in', 'rsvp', 'referral']
const STAFF = ['announce', 'answer']
const STAFF_ROOM = ['leads', 'create', 'list', 'notice']

/** What is worth trying, by who one is and where. */
export function chipsFor(state: SandboxState, room: ShownRoom, as: string): string[] {
  if (!isStaff(state, as)) return OWNER
  return room.purpose === 'owners' ? STAFF : STAFF_ROOM
}

interface TryChipsProps {
  kinds: string[]
  testPrefix: string
  onPick(text: string): void
}

/** Sentences to try. Each press of a chip gives the next one of its kind. */
export function TryChips({ kinds, testPrefix, onPick }: TryChipsProps) {
  const { t } = useTranslation()
  const presses = useRef<Record<string, number>>({})
  const pick = (kind: string) => {
    const says = t(`try.${kind}.says`, { returnObjects: true }) as string[]
    const count = presses.current[kind] ?? 0
    presses.current[kind] = count + 1
    onPick(says[count % says.length] ?? '')
  }
  return (
    <div className="try-chips">
      <span className="try-title">{t('composer.try')}</span>
      {kinds.map((kind) => (
        <button
          type="button"
          className="chip"
          key={kind}
          onClick={() => pick(kind)}
          data-testid={`${testPrefix}try-${kind}`}
        >
          {t(`try.${kind}.label`)}
        </button>
      ))}
    </div>
  )
}
