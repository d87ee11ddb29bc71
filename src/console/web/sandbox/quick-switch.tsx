import { useTranslation } from 'react-i18next'
import type { PersonView, SandboxState } from '../../deps.js'
import { Avatar } from './avatar.js'
import { groupFor, isIn, isStaff, personOf } from './names.js'

interface QuickSwitchProps {
  state: SandboxState
  as: string
  been: string[]
  onBecome(person: string): void
}

const SHOWN = 4

/** Others that one may want to be next, one press away. */
export function QuickSwitch({ state, as, been, onBecome }: QuickSwitchProps) {
  const { t } = useTranslation()
  return (
    <div className="quick">
      {nextPeople(state, as, been).map((person) => (
        <button
          type="button"
          key={person.id}
          className="quick-person"
          onClick={() => onBecome(person.id)}
          aria-label={t('composer.become', { name: person.nickname })}
          title={person.title ? `${person.nickname} · ${person.title}` : person.nickname}
          data-testid={`quick-${person.id}`}
        >
          <Avatar of={person} small />
          <span>{person.nickname}</span>
        </button>
      ))}
    </div>
  )
}

/** Whom one was lately; at first people of the dealer, each with another trade, and an owner. */
function nextPeople(state: SandboxState, as: string, been: string[]): PersonView[] {
  const owners = groupFor(state, 'owners')
  const humans = state.people.filter(({ bot }) => !bot)
  const staff = humans.filter(({ id }) => isStaff(state, id))
  const trades = staff.filter(({ title }, index) => staff.findIndex((other) => other.title === title) === index)
  const plain = humans.find(({ id }) => owners && isIn(owners, id) && !isStaff(state, id))
  const wanted = [...been.slice(0, SHOWN), ...trades.map(({ id }) => id), ...(plain ? [plain.id] : [])]
  const ids = [...new Set(wanted)].filter((id) => id !== as).slice(0, SHOWN)
  return ids.map((id) => personOf(state, id)).filter((person) => person !== undefined)
}
