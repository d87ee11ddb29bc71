import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PersonView, SandboxState } from '../../deps.js'
import { groupFor, isIn, isStaff, nameIn } from './names.js'

interface IdentitySelectProps {
  state: SandboxState
  as: string
  onBecome(person: string): void
}

export function IdentitySelect({ state, as, onBecome }: IdentitySelectProps) {
  const { t } = useTranslation()
  const owners = groupFor(state, 'owners')
  const humans = state.people.filter(({ bot }) => !bot)
  const groupOf = ({ id }: PersonView) =>
    isStaff(state, id) ? 'staff' : owners && !isIn(owners, id) ? 'gone' : 'owners'
  const option = (person: PersonView) => {
    const name = nameIn(state, owners, person.id)
    return {
      value: person.id,
      label: (
        <span data-testid={`as-${person.id}`}>
          {name}
          {person.title && <span className="option-title">{person.title}</span>}
        </span>
      ),
      search: `${name} ${person.nickname} ${person.title ?? ''}`.toLowerCase(),
    }
  }
  const groups = (['staff', 'owners', 'gone'] as const)
    .map((group) => ({ group, people: humans.filter((person) => groupOf(person) === group) }))
    .filter(({ people }) => people.length)
  return (
    <Select
      className="as-select"
      value={as}
      onChange={onBecome}
      showSearch={{
        filterOption: (typed, found) =>
          Boolean(found && 'search' in found && String(found.search).includes(typed.toLowerCase())),
      }}
      placeholder={t('identity.pick')}
      aria-label={t('identity.title')}
      popupMatchSelectWidth={240}
      options={groups.map(({ group, people }) => ({ label: t(`identity.${group}`), options: people.map(option) }))}
      data-testid="as-select"
    />
  )
}
